// What the fields of a card are called on the phone.

import type { AccessRoute, Area, CardThing, OwnThing, Reach } from "../protocol.ts";
import { areaOf, picture, session, stepIndex, tableName } from "../state.ts";
import { t } from "../words.ts";
import type { Fields, TextField } from "./fields.ts";
import type { Standing } from "./StepSheet.tsx";

export const REACHES = ["alle", "gruppe", "et_barn", "individuelt"] as const satisfies readonly Reach[];
export const ROUTES = ["self_referral", "referral", "allocation"] as const satisfies readonly AccessRoute[];

export function reachWords(reach: (typeof REACHES)[number]): string {
  switch (reach) {
    case "alle":
      return t("Alle børn og unge");
    case "gruppe":
      return t("En gruppe eller et fællesskab");
    case "et_barn":
      return t("Ét barn og dets netværk");
    case "individuelt":
      return t("Et barn eller en ung alene");
  }
}

export function routeWords(route: (typeof ROUTES)[number]): string {
  switch (route) {
    case "self_referral":
      return t("Man henvender sig selv");
    case "referral":
      return t("Man bliver henvist");
    case "allocation":
      return t("Man bliver visiteret");
  }
}

export function textLabel(field: TextField): string {
  switch (field) {
    case "name":
      return t("Hvad hedder tilbuddet?");
    case "target_group":
      return t("Målgruppe");
    case "organisational_unit":
      return t("Hvor hører det til?");
    case "description":
      return t("Beskrivelse");
    case "age_span":
      return t("Alder");
    case "group_size":
      return t("Hvor mange ad gangen?");
    case "duration":
      return t("Hvor længe varer det?");
    case "legal_basis":
      return t("Lov og paragraf");
    case "contact":
      return t("Hvem kan man spørge?");
  }
}

export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly reach?: Exclude<Reach, "">;
}

/** Everything a card says, in the order of the form and without what is empty. */
export function factsOf(card: Fields | CardThing | OwnThing): readonly Fact[] {
  const facts: Fact[] = [
    { label: textLabel("target_group"), text: card.target_group },
    ...(card.reach ? [{ label: t("Tilbuddet er til"), text: reachWords(card.reach), reach: card.reach }] : []),
    { label: t("Hører til"), text: card.organisational_unit },
    { label: textLabel("age_span"), text: card.age_span },
    { label: textLabel("group_size"), text: card.group_size },
    { label: textLabel("duration"), text: card.duration },
    { label: t("Adgang"), text: card.access_route && routeWords(card.access_route) },
    { label: textLabel("legal_basis"), text: card.legal_basis },
    { label: textLabel("contact"), text: card.contact },
    { label: textLabel("description"), text: card.description },
    { label: t("For fagpersoner"), text: card.consultative ? t("Ja, det er rådgivning af fagpersoner") : "" },
  ];
  return facts.filter(({ text }) => text !== "");
}

/** "Trin 3", "Trin 3, også 4 og 6", with its column after it, or that it stands nowhere yet. */
export function placeWords({ step_id, column_id, other_steps }: Standing): string {
  if (step_id === null) return t("Ikke placeret");
  const step = stepNumber(step_id);
  const also = other_steps.map(stepNumber).sort((a, b) => a - b);
  const steps = also.length === 0 ? t("Trin {step}", { step }) : t("Trin {step}, også {others}", { step, others: listed(also) });
  return [steps, columnWords(column_id)].filter(Boolean).join(" · ");
}

/** A column's short name; empty for none. */
export function columnWords(column_id: string | null): string {
  const column = session.value?.columns.find((one) => one.column_id === column_id);
  return column ? column.short || column.name : "";
}

export function stepNumber(step_id: string): number {
  return stepIndex(step_id) + 1;
}

/** "2", "2 og 4", "2, 3 og 4". */
export function listed(parts: readonly (string | number)[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? String(last) : t("{first} og {last}", { first: parts.slice(0, -1).join(", "), last });
}

export function areaName(area_id: string): string {
  const area: Area | undefined = areaOf(area_id);
  return area?.name ?? "";
}

/** Where this participant sits: their area, and its table where the plan has some. */
export function seatName(): string {
  return [areaName(picture.value.areaId), tableName()].filter(Boolean).join(" · ");
}
