// What this phone says to the facilitator with its small button: a raised hand, “I need help”, “ready”. The server forgets it when the
// stage changes or it restarts, so the phone says it again until it hears its own words back.

import { effect, type ReadonlySignal, signal } from "@preact/signals";

import type { Live } from "../live.ts";
import type { YourSign } from "../protocol.ts";

export type Calling = YourSign["call"];

export interface Said {
  readonly ready: boolean;
  readonly call: Calling;
  /** When the call began, ms in server time. */
  readonly since: number;
}

const NOTHING: Said = { ready: false, call: "", since: 0 };
const AGAIN = 3_000; // ms without an answer, until it is said once more

export class Signs {
  readonly #live: Live;
  readonly #openedAt: ReadonlySignal<number | null>;
  readonly #said = signal<Said>(NOTHING);
  readonly #heard = signal(true);
  /** Changed here since the server last said the same. */
  #changed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #seen = signal(0);

  /** `openedAt` tells one stage from the next. */
  constructor(live: Live, openedAt: ReadonlySignal<number | null>) {
    this.#live = live;
    this.#openedAt = openedAt;
    effect(() => {
      openedAt.value;
      this.#become(NOTHING, true);
    });
    effect(() => {
      if (live.status.value !== "open") this.#heard.value = false;
      else if (!this.#heard.peek()) this.#sayAgain();
    });
    live.onMessage((message) => {
      if (message.type === "your_sign" && message.opened_at === openedAt.peek()) this.#answered(message);
    });
  }

  get said(): ReadonlySignal<Said> {
    return this.#said;
  }

  /** Whether the facilitator can see it by now. */
  get heard(): ReadonlySignal<boolean> {
    return this.#heard;
  }

  /** How often the facilitator has taken a call down. */
  get seen(): ReadonlySignal<number> {
    return this.#seen;
  }

  /** Raises a hand or asks for help; the same again takes it back. */
  call(call: Calling): void {
    const now = Date.now() + this.#live.offset.peek();
    const { ready, call: before } = this.#said.peek();
    this.#change({ ready, call: before === call ? "" : call, since: Math.round(now) });
  }

  toggleReady(): void {
    const { ready, ...rest } = this.#said.peek();
    this.#change({ ...rest, ready: !ready });
  }

  #change(said: Said): void {
    this.#become(said, false);
    this.#say();
  }

  #become(said: Said, heard: boolean): void {
    this.#said.value = said;
    this.#heard.value = heard;
    this.#changed = !heard;
    if (heard) clearTimeout(this.#timer);
  }

  #say(): void {
    const opened_at = this.#openedAt.peek();
    if (opened_at === null) return;
    this.#live.send({ type: "sign", opened_at, ...this.#said.peek() });
    this.#sayAgain();
  }

  // Not at once when the line is back: the server may have news for a phone that slept.
  #sayAgain(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#live.status.peek() !== "open" || this.#heard.peek()) return;
      const { ready, call } = this.#said.peek();
      if (this.#changed || ready || call) this.#say();
      else this.#heard.value = true;
    }, AGAIN);
  }

  #answered({ ready, call, since, seen }: YourSign): void {
    const mine = this.#said.peek();
    const isTakenDown = seen && mine.call !== "" && since >= mine.since;
    if (this.#changed && !isTakenDown && (ready !== mine.ready || call !== mine.call)) return;
    this.#become({ ready, call, since }, true);
    if (isTakenDown) this.#seen.value += 1;
  }
}
