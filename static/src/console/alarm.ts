// What the CPR guard has stopped, and the facilitator's word on it: is it a number after all, or does it only look like one?

import { signal } from "@preact/signals";

import { dismissCpr, newId } from "../commands.ts";
import type { Answer } from "../outbox.ts";
import type { Command } from "../protocol.ts";

export interface Alarm {
  readonly place: string;
  readonly say: (isNone: boolean) => void;
}

/** The one that is asked about just now. */
export const alarm = signal<Alarm | null>(null);

/**
 * Asks, and where the guard stops it asks the facilitator; once more with their word that it is no CPR number, if it is none. `again`
 * hears of each command that is asked in the first one's stead.
 */
export async function askThroughGuard<C extends Command>(ask: (command: Command) => Promise<Answer>, command: C, again?: (command: C) => void): Promise<Answer> {
  const answer = await ask(command);
  if (answer.kind === "stored" || answer.code !== "cpr" || !answer.place || !(await isNone(answer.place))) return answer;
  if (command.type === "freeze") {
    // What stands on the board already; the freeze itself writes nothing there.
    const dismissed = await ask(dismissCpr(answer.place));
    if (dismissed.kind === "refused") return dismissed;
  }
  const said = "not_cpr" in command && Array.isArray(command.not_cpr) ? command.not_cpr : [];
  const next = { ...command, id: newId(), ...(command.type === "freeze" ? {} : { not_cpr: [...said, answer.place] }) };
  again?.(next);
  return askThroughGuard(ask, next, again);
}

function isNone(place: string): Promise<boolean> {
  // One question at a time; whatever is stopped meanwhile is told where it was written.
  if (alarm.peek()) return Promise.resolve(false);
  return new Promise((resolve) => {
    alarm.value = {
      place,
      say: (none) => {
        alarm.value = null;
        resolve(none);
      },
    };
  });
}
