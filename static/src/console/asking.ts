// What a form of the console has asked for, and how that went: also when the page was loaded again before the answer came.

import { type Signal, signal } from "@preact/signals";

import type { Answer } from "../outbox.ts";
import type { Command } from "../protocol.ts";
import type { Refusal } from "./CardFields.tsx";
import { ask, kept, outbox, type Panel, showPanel } from "./desk.ts";

export class Asking<C extends Command> {
  readonly refusal = signal<Refusal | null>(null);
  readonly #asked: Signal<string | null>;

  /** `name` is unique among the forms; `stored` is called with each command that was stored, whoever waits for it. */
  constructor(name: string, panel: Panel, stored: (command: C) => void) {
    this.#asked = kept<string | null>(`${name}-asked`, null);
    outbox.onAnswer((command, answer, isAwaited) => {
      if (command.id !== this.#asked.peek()) return;
      this.#asked.value = null;
      this.refusal.value = answer.kind === "refused" ? answer : null;
      if (answer.kind === "stored") stored(command as C);
      else if (!isAwaited) showPanel(panel);
    });
  }

  /** Whether the form waits for an answer. */
  get saving(): boolean {
    const id = this.#asked.value;
    return outbox.waiting.value.some(({ command }) => command.id === id);
  }

  ask(command: C): Promise<Answer> {
    this.#asked.value = command.id;
    return ask(command, (again) => (this.#asked.value = again.id));
  }
}
