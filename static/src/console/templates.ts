// The agendas that one can begin with: the ready-made, and those that this installation has kept. They are no part of the workshop,
// and come beside the socket.

import { signal } from "@preact/signals";

import { newId } from "../commands.ts";
import type { Stage } from "../protocol.ts";
import { t } from "../words.ts";

export interface Template {
  readonly template_id: string;
  readonly name: string;
  readonly agenda: readonly Stage[];
}

interface Offered {
  readonly ready: readonly Omit<Template, "name">[];
  readonly kept: readonly Template[];
  /** One point of each kind, as it is proposed. */
  readonly kinds: readonly Stage[];
}

export const offered = signal<Offered | "failed" | null>(null);

const ADDRESS = "/templates/agenda";

export async function fetchTemplates(): Promise<void> {
  if (offered.peek() === null || offered.peek() === "failed") await ask(ADDRESS);
}

/** Keeps an agenda under a name; ends with what was wrong with that, if anything was. */
export function keepTemplate(name: string, agenda: readonly Stage[], template_id = newId()): Promise<string | null> {
  // What a point gave up on one day is no part of the next.
  const fresh = agenda.map((one) => ({ ...one, minutes: one.minutes + one.given_up, given_up: 0 }));
  return ask(ADDRESS, { template_id, name, agenda: fresh });
}

export function discardTemplate(template_id: string): Promise<string | null> {
  return ask(`${ADDRESS}/${template_id}/discard`, {});
}

async function ask(address: string, body?: object): Promise<string | null> {
  const failed = t("Skabelonerne kunne ikke hentes eller gemmes. Prøv igen om lidt.");
  try {
    const answer = await fetch(address, body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {});
    if (answer.ok) {
      offered.value = (await answer.json()) as Offered;
      return null;
    }
    return answer.status === 422 ? ((await answer.json()) as { sentence: string }).sentence : failed;
  } catch {
    return failed;
  } finally {
    offered.value ??= "failed";
  }
}

export function readyName(template_id: string): string {
  switch (template_id) {
    case "handbook":
      return t("Håndbogens dag: placér først, præsentér så");
    case "presenting_first":
      return t("Præsentér først, og placér undervejs");
    case "short":
      return t("Kort: to timer");
    default:
      return template_id;
  }
}
