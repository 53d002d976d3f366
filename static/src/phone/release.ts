// A phone may be open for a whole day while the server is upgraded under it. It then fetches its page anew, at a moment when
// nobody can lose anything by it or be disturbed, and not all phones of a room at the same moment.

import type { Live } from "../live.ts";

const SOONEST = 5_000; // ms after the new server is heard: first let the room's own work through …
const SPREAD = 60_000; // … and then each phone at a moment of its own
const AGAIN = 15_000; // ms until a phone that was busy looks again

export interface Around {
  readonly live: Pick<Live, "status" | "onMessage">;
  /** Nothing waits to be sent, and nobody is in the middle of anything. */
  isIdle(): boolean;
  /** Whether a reload for this release has been tried on this phone; noted by `note`. Two releases may be served side by side for a while. */
  tried(release: string): boolean;
  note(release: string): void;
  /** Whether the page can be had just now. */
  canFetch(): Promise<boolean>;
  reload(): void;
}

export function reloadWhenIdle({ live, isIdle, tried, note, canFetch, reload }: Around, random = Math.random): void {
  let mine: string | null = null;
  let newest = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  live.onMessage((message) => {
    if (message.type !== "snapshot") return;
    mine ??= message.release;
    newest = message.release;
    if (newest === mine || tried(newest)) clearTimeout(timer);
    else lookIn(SOONEST + SPREAD * random());
  });

  function lookIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(newest), ms);
  }

  async function look(release: string): Promise<void> {
    if (isFree() && (await canFetch()) && isFree() && release === newest) {
      note(release);
      reload();
    } else if (release === newest) lookIn(AGAIN);
  }

  const isFree = () => live.status.peek() === "open" && isIdle();
}
