// How one gets in, as it is now. It is no part of the picture: the socket only says that it has changed, and then it is asked for.

import { type Signal, signal } from "@preact/signals";

import type { Live } from "./live.ts";

export interface Door {
  /** Nobody new comes in: then there is neither code nor QR code. */
  readonly closed: boolean;
  /** Who comes in: everybody with the code, those who have heard a word too, or whom the facilitator lets in one by one. */
  readonly kind: "code" | "word" | "approve";
  /** The code that people type, as it is shown. */
  readonly code: string;
  /** Drawn on the server: `path` lies in a square of `size` modules, its light edge included. */
  readonly qr: { readonly path: string; readonly size: number } | null;
}

const AGAIN = 3_000; // ms until what could not be fetched is asked for again

/** Begins with what the page came with. Asked for anew after each snapshot too: what changed while there was no line was told to nobody. */
export function followDoor<D extends Door>(live: Live, path: string, first: D): Signal<D> {
  const door = signal(first);
  let isAsking = false;
  let isOld = false;

  async function ask(): Promise<void> {
    isOld = true;
    if (isAsking) return;
    isAsking = true;
    while (isOld) {
      isOld = false;
      try {
        const answer = await fetch(path);
        if (answer.status >= 500) throw new Error(String(answer.status));
        // Whom access was taken back from is told so by the socket.
        if (answer.ok) door.value = (await answer.json()) as D;
      } catch {
        setTimeout(() => void ask(), AGAIN);
        break;
      }
    }
    isAsking = false;
  }

  live.onMessage((message) => {
    if (message.type === "snapshot" || message.type === "door") void ask();
  });
  return door;
}
