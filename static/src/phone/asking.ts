// Questions that are being written on this phone, or are on their way. Kept like a card's draft: word for word, until the server has it.

import { effect, type ReadonlySignal, signal } from "@preact/signals";

import { askQuestion, newId } from "../commands.ts";
import { myQuestions, picture } from "../state.ts";
import type { Desk } from "./desk.ts";

export interface Draft {
  readonly question_id: string;
  /** The card that was up when the first word was written; the room may have gone on. */
  readonly card_id: string;
  readonly text: string;
  readonly asked: boolean;
  readonly refused: string | null;
}

const QUESTION = "question/";

export class Asking {
  readonly #desk: Pick<Desk, "device" | "surface">;
  readonly #drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  readonly #ready: Promise<void>;

  constructor(desk: Pick<Desk, "device" | "surface">) {
    this.#desk = desk;
    desk.surface.outbox.onAnswer((command, answer) => {
      const draft = command.type === "ask_question" ? this.#drafts.peek().get(command.question_id) : undefined;
      if (!draft) return;
      const isThere = answer.kind === "stored" || answer.code === "taken";
      this.#set(draft.question_id, isThere ? null : { ...draft, asked: false, refused: answer.sentence });
    });
    this.#ready = this.#read();
    desk.device.onChange(QUESTION, () => void this.#read());
    void Promise.all([this.#ready, desk.surface.outbox.ready]).then(() => effect(() => this.#settle()));
  }

  get drafts(): ReadonlySignal<ReadonlyMap<string, Draft>> {
    return this.#drafts;
  }

  /** The one that is being written, if any. A phone writes one at a time. */
  begun(): Draft | undefined {
    return [...this.#drafts.value.values()].find((draft) => !draft.asked);
  }

  write(card_id: string, text: string): void {
    const draft = this.begun() ?? { question_id: newId(), card_id, asked: false };
    this.#set(draft.question_id, text === "" ? null : { ...draft, text, refused: null });
  }

  send(draft: Draft): void {
    this.#set(draft.question_id, { ...draft, asked: true, refused: null });
    void this.#desk.surface.outbox.ask(askQuestion(draft.card_id, draft.text, draft.question_id));
  }

  // Asked, and nothing waits any more: the answer came while another page, or none, was open here.
  #settle(): void {
    if (picture.value.number === 0) return;
    const waiting = this.#desk.surface.outbox.waiting.value.map(({ command }) => ("question_id" in command ? command.question_id : ""));
    for (const draft of this.#drafts.value.values()) {
      if (!draft.asked || waiting.includes(draft.question_id)) continue;
      const isThere = myQuestions.value.some((one) => one.question_id === draft.question_id);
      this.#set(draft.question_id, isThere ? null : { ...draft, asked: false });
    }
  }

  #set(id: string, draft: Draft | null): void {
    const next = new Map(this.#drafts.peek());
    if (draft) next.set(id, draft);
    else next.delete(id);
    this.#drafts.value = next;
    const { device } = this.#desk;
    void (draft ? device.put(QUESTION + id, draft) : device.remove(QUESTION + id)).catch(() => {});
  }

  async #read(): Promise<void> {
    const kept = await this.#desk.device.all<Draft>(QUESTION);
    // What was begun while the phone looked is newer than what it found.
    this.#drafts.value = new Map([...kept, ...this.#drafts.peek()]);
  }
}

let asking: Asking | undefined;

/** One for the page, begun when it is first needed. */
export function useAsking(desk: Desk): Asking {
  return (asking ??= new Asking(desk));
}
