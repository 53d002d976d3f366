// The agendas that one can begin with.

import type { Stage } from "../protocol.ts";
import { t } from "../words.ts";
import { shell } from "./desk.ts";
import { createShelf, type Template as Kept } from "./shelf.ts";

export interface Template extends Kept {
  readonly agenda: readonly Stage[];
}

interface Proposed {
  /** One point of each kind, as it is proposed. */
  readonly kinds: readonly Stage[];
}

export const agendas = createShelf<Template, Proposed>(`/sessions/${shell.sessionId}/templates/agenda`);

/** What a point gave up on one day is no part of the next. */
export function fresh(agenda: readonly Stage[]): readonly Stage[] {
  return agenda.map((one) => ({ ...one, minutes: one.minutes + one.given_up, given_up: 0 }));
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
