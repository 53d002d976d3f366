// What one can begin with, of one kind: the ready-made, and what this installation has kept. It is no part of the workshop, and comes
// beside the socket.

import { signal } from "@preact/signals";

import { at } from "../at.ts";
import { t } from "../words.ts";

export interface Template {
  readonly template_id: string;
  readonly name: string;
}

export interface Offered<T extends Template> {
  readonly ready: readonly Omit<T, "name">[];
  readonly kept: readonly T[];
}

export type Shelf<T extends Template, More = unknown> = ReturnType<typeof createShelf<T, More>>;

/** `More` is what comes with it besides. */
export function createShelf<T extends Template, More = unknown>(address: string) {
  const offered = signal<(Offered<T> & More) | "failed" | null>(null);

  async function ask(path: string, body?: object): Promise<string | null> {
    const failed = t("Skabelonerne kunne ikke hentes eller gemmes. Prøv igen om lidt.");
    try {
      const answer = await fetch(at(path), body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {});
      if (answer.ok) {
        offered.value = (await answer.json()) as Offered<T> & More;
        return null;
      }
      return answer.status === 422 ? ((await answer.json()) as { sentence: string }).sentence : failed;
    } catch {
      return failed;
    } finally {
      offered.value ??= "failed";
    }
  }

  return {
    offered,
    fetch: async (): Promise<void> => {
      if (offered.peek() === null || offered.peek() === "failed") await ask(address);
    },
    /** Keeps it under its name; ends with what was wrong with that, if anything was. */
    keep: (template: T) => ask(address, template),
    discard: (template_id: string) => ask(`${address}/${template_id}/discard`, {}),
  };
}
