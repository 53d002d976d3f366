// What was asked and is not answered yet. A command is written down before it is sent, sent again until the server has
// answered it, and only then forgotten. Its id makes sure that it counts once, however often it arrives.

import { batch, type ReadonlySignal, signal } from "@preact/signals";

import { FRAME_LIMIT, type Live, sizeOf, TOO_LARGE } from "./live.ts";
import type { Command, RefusedMessage, ServerMessage } from "./protocol.ts";
import { t } from "./words.ts";

export type Answer =
  | { readonly kind: "stored"; readonly number: number }
  | { readonly kind: "refused"; readonly code: string; readonly field: string; readonly sentence: string; readonly deed?: number | null; readonly place?: string };

export interface Kept {
  readonly command: Command;
  /** When it was asked, in ms by this device's clock; also the order in which commands are sent. */
  readonly since: number;
  /** Why the server does not want it just now. It passes by itself. */
  readonly held?: { readonly code: string; readonly sentence: string };
}

export type Hear = (command: Command, answer: Answer, isAwaited: boolean) => void;

/** Where commands lie until they are answered. `put` is done when the command would survive the page. */
export interface Store {
  all(): Promise<readonly Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(id: string): Promise<void>;
  /** Something was changed, by another page on the same device or in another way; read again. */
  onChange?(read: () => void): void;
}

/** For the wall: a reload forgets what was under way. */
export function memoryStore(): Store {
  return { all: async () => [], put: async () => {}, remove: async () => {} };
}

const IN_FLIGHT = 8; // commands sent and not answered at a time; a phone that was away all day must not be a flood
const ANSWER_WAIT = 8_000; // ms before a command that got no answer on a living line is sent again
const WAITING_FOR_THE_DAY = ["not_now", "locked"]; // refusals that last until the facilitator does something
const HELD_WAIT = 5_000; // ms before a command that was held back is tried again

export class Outbox {
  readonly #live: Live;
  readonly #store: Store;
  readonly #waiting = signal<readonly Kept[]>([]);
  readonly #sent = new Map<string, number>(); // id to when, on the present line
  readonly #heldAt = new Map<string, number>();
  readonly #asking = new Map<string, (answer: Answer) => void>();
  readonly #hearers = new Set<Hear>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = 0;
  /** Done when what an earlier page left behind has been read. */
  readonly ready: Promise<void>;

  constructor(live: Live, store: Store) {
    this.#live = live;
    this.#store = store;
    live.onMessage((message) => this.#hear(message));
    live.closedWith.subscribe((code) => code === TOO_LARGE && this.#refuseLargest());
    store.onChange?.(() => void this.#read());
    this.ready = this.#read();
  }

  /** Everything that is not answered yet, oldest first. */
  get waiting(): ReadonlySignal<readonly Kept[]> {
    return this.#waiting;
  }

  /** Keeps the command and sends it until it is answered. The promise ends with the answer, if the page lives so long. */
  async ask(command: Command): Promise<Answer> {
    // Two commands in one millisecond still have an order.
    this.#last = Math.max(Date.now(), this.#last + 0.001);
    const kept: Kept = { command, since: this.#last };
    const answered = new Promise<Answer>((answer) => this.#asking.set(command.id, answer));
    this.#waiting.value = [...this.#waiting.peek(), kept];
    await this.#store.put(kept).catch(() => {}); // a full or locked store: better sent from memory than not at all
    this.#send();
    return answered;
  }

  /** Calls `hear` for every final answer, also to what was asked before the page was loaded: then nobody awaits it. */
  onAnswer(hear: Hear): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  async #read(): Promise<void> {
    const stored = await this.#store.all().catch(() => []);
    const known = new Map(stored.map((kept) => [kept.command.id, kept]));
    // What this page asks just now may not have reached the store yet.
    for (const kept of this.#waiting.peek()) if (this.#asking.has(kept.command.id)) known.set(kept.command.id, kept);
    this.#waiting.value = [...known.values()].sort((a, b) => a.since - b.since);
    this.#send();
  }

  #send(): void {
    const now = Date.now();
    const busy = new Set<string>();
    const tooLarge: Command[] = [];
    let flying = 0;
    for (const { command } of this.#waiting.peek()) {
      const about = subject(command);
      const heldAt = this.#heldAt.get(command.id);
      const sentAt = this.#sent.get(command.id);
      // What is about the same card goes one by one: an edit must not arrive before its card, nor overtake another edit.
      const mayGo = !(about && busy.has(about)) && flying < IN_FLIGHT && (heldAt === undefined || now - heldAt >= HELD_WAIT);
      if (about) busy.add(about);
      const isDue = sentAt === undefined || now - sentAt >= ANSWER_WAIT;
      if (mayGo && isDue && sizeOf(command) > FRAME_LIMIT) tooLarge.push(command);
      else if (mayGo && isDue && this.#live.send(command)) {
        this.#sent.set(command.id, now);
        this.#heldAt.delete(command.id);
      }
      if (this.#sent.has(command.id)) flying++;
    }
    this.#sendSoon();
    for (const command of tooLarge) this.#answer(command.id, refusedAsTooLarge(command));
  }

  // The server has closed the line for a frame over its limit. It does not say which; if any was, the largest of those under way
  // was. Sent again it would end every line, and nothing behind it would ever arrive.
  #refuseLargest(): void {
    const underWay = this.#waiting.peek().filter(({ command }) => this.#sent.has(command.id));
    const [largest] = underWay.map(({ command }) => command).sort((a, b) => sizeOf(b) - sizeOf(a));
    if (largest) this.#answer(largest.id, refusedAsTooLarge(largest));
  }

  // One timer for everything that waits: an answer that does not come, a refusal that may have passed.
  #sendSoon(): void {
    clearTimeout(this.#timer);
    // Without a line there is nothing to try: a new line begins with a snapshot, and that sends everything.
    if (this.#waiting.peek().length === 0 || this.#live.status.peek() !== "open") return;
    const delay = this.#sent.size < this.#waiting.peek().length ? 1_000 : ANSWER_WAIT / 2;
    this.#timer = setTimeout(() => this.#send(), delay);
  }

  #hear(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.#sent.clear();
      this.#tryHeldAgain();
    } else if (message.type === "update" && message.put.some((thing) => thing.kind === "stage")) {
      this.#tryHeldAgain();
    } else if (message.type === "accepted") {
      this.#answer(message.id, { kind: "stored", number: message.number });
    } else if (message.type === "refused" && message.id !== null) {
      this.#refuse(message.id, message);
    }
  }

  #tryHeldAgain(): void {
    this.#heldAt.clear();
    this.#send();
  }

  #refuse(id: string, { code, field, sentence, passing, deed, place }: RefusedMessage): void {
    const kept = this.#waiting.peek().find((each) => each.command.id === id);
    if (!kept) return;
    if (!passing || (WAITING_FOR_THE_DAY.includes(code) && !isWriting(kept.command))) {
      this.#answer(id, { kind: "refused", code, field, sentence, deed, place });
      return;
    }
    this.#sent.delete(id);
    this.#heldAt.set(id, Date.now());
    this.#waiting.value = this.#waiting.peek().map((each) => (each === kept ? { ...kept, held: { code, sentence } } : each));
    this.#sendSoon();
  }

  #answer(id: string, answer: Answer): void {
    const kept = this.#waiting.peek().find((each) => each.command.id === id);
    if (!kept) return; // answered before: it was sent twice, or by another page
    // In one step for whoever looks at the signals: a command is not gone before its answer has been heard.
    batch(() => {
      const awaited = this.#asking.get(id);
      awaited?.(answer);
      this.#forget(id);
      for (const hear of this.#hearers) hear(kept.command, answer, awaited !== undefined);
    });
    this.#send();
  }

  #forget(id: string): void {
    this.#asking.delete(id);
    this.#sent.delete(id);
    this.#heldAt.delete(id);
    this.#waiting.value = this.#waiting.peek().filter((each) => each.command.id !== id);
    void this.#store.remove(id).catch(() => {}); // asked once more after the next reload, and answered alike
  }
}

// Told at its longest text: that is the one to shorten.
function refusedAsTooLarge(command: Command): Answer {
  const sentence = t("Teksten er for lang til at blive sendt. Den bliver liggende her. Forkort den, og prøv igen.");
  return { kind: "refused", code: "too_large", field: longestText(command).field, sentence };
}

function longestText(value: unknown, field = ""): { field: string; length: number } {
  if (typeof value === "string") return { field, length: value.length };
  if (typeof value !== "object" || value === null) return { field, length: 0 };
  const inside = Object.entries(value).map(([key, each]) => longestText(each, Array.isArray(value) ? field : key));
  return inside.reduce((longest, each) => (each.length > longest.length ? each : longest), { field, length: 0 });
}

// A text waits for the right moment. A gesture does not: a card that moves an hour later is moved by nobody.
function isWriting(command: Command): boolean {
  return ["add_card", "edit_card", "note_finding", "edit_finding", "note_action", "edit_action"].includes(command.type);
}

function subject(command: Command): string | null {
  if ("card_id" in command) return command.card_id;
  if ("finding_id" in command) return command.finding_id;
  if ("action_id" in command) return command.action_id;
  return null;
}
