// The staircases that one can begin with, and the columns that are proposed.

import type { Column, SessionThing, Step } from "../protocol.ts";
import { t } from "../words.ts";
import { shell } from "./desk.ts";
import { createShelf, type Template } from "./shelf.ts";

export interface Staircase extends Template {
  readonly steps: readonly Step[];
  readonly columns: readonly Column[];
}

interface Proposed {
  readonly columns: readonly { readonly columns_id: string; readonly law: SessionThing["law"]; readonly columns: readonly Column[] }[];
}

export const staircases = createShelf<Staircase, Proposed>(`/sessions/${shell.sessionId}/templates/staircase`);

export function staircaseName(template_id: string): string {
  switch (template_id) {
    case "socialstyrelsen":
      return t("Socialstyrelsens trappe, 6 trin");
    case "herning":
      return t("Borås og Herning, 5 trin");
    case "norwegian":
      return t("Den norske innsatstrapp, 12 trin");
    case "spread":
      return t("Ni trin: mere plads til det almene og forebyggende");
    case "first_person":
      return t("I barnets ord, 7 trin");
    default:
      return template_id;
  }
}

export function columnsName(columns_id: string): string {
  return columns_id === "legal" ? t("Efter lovgivning") : t("Efter hverdagsliv");
}
