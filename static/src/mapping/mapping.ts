// What the page's data block holds of the frozen mapping (exports/report.py): only what the script uses.

import type { Mark } from "../parts/Card.tsx";
import type { ColumnName, PlacedCard, StepName } from "../parts/layout.ts";
import { belongs } from "../targetGroups.ts";
import type { AccessRoute, Area, FindingForm, Reach } from "../protocol.ts";

export interface Offer {
  readonly offer_id: string;
  readonly name: string;
  readonly target_group: string;
  readonly reach: Reach;
  readonly area_id: string;
  readonly organisational_unit: string;
  readonly description: string;
  readonly age_span: string;
  readonly group_size: string;
  readonly duration: string;
  readonly access_route: AccessRoute;
  readonly legal_basis: string;
  readonly contact: string;
  readonly consultative: boolean;
  readonly step_id: string | null;
  /** There only where it stands in one. */
  readonly column_id?: string;
  readonly other_step_ids: readonly string[];
  /** `area_id` is empty where the facilitator wrote it; `confirmed` is there only where it is false. */
  readonly provenance: { readonly area_id: string; readonly source: string; readonly confirmed?: false };
  readonly questions?: readonly { readonly question_id: string; readonly text: string; readonly answer: string }[];
}

export interface Finding {
  readonly finding_id: string;
  readonly number: number;
  readonly form: FindingForm;
  readonly text: string;
  readonly offer_ids: readonly string[];
  readonly step_id: string | null;
}

export interface Action {
  readonly action_id: string;
  readonly what: string;
  readonly who: string;
  /** ISO date or empty. */
  readonly due: string;
  readonly offer_ids?: readonly string[];
}

export interface Mapping {
  readonly session: {
    readonly steps: readonly { readonly step_id: string; readonly name: string }[];
    /** There only where the staircase has them. */
    readonly columns?: readonly { readonly column_id: string; readonly name: string; readonly short: string }[];
    readonly areas: readonly Area[];
  };
  /** In the order of the staircase. */
  readonly offers: readonly Offer[];
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
  /** Those that the room counted; there only where it chose some. */
  readonly target_groups?: readonly string[];
}

/** Before the id of a finding that stands on the staircase like a card. */
export const GAP = "gap ";

export function stepNames({ session }: Mapping): StepName[] {
  return session.steps.map(({ step_id, name }) => ({ stepId: step_id, name }));
}

export function columnNames({ session }: Mapping): ColumnName[] {
  return (session.columns ?? []).map(({ column_id, name, short }) => ({ columnId: column_id, name, short }));
}

/** The offers that stand on a step, and the gaps that were found on one. */
export function placedCards({ session, offers, findings }: Mapping): PlacedCard[] {
  const step = new Map(session.steps.map(({ step_id }, index) => [step_id, index]));
  const column = new Map(session.columns?.map(({ column_id }, index) => [column_id, index]));
  const area = new Map(session.areas.map((one) => [one.area_id, one]));
  const marks = new Map<string, Mark[]>();
  for (const { offer_ids, form, number } of findings) {
    for (const id of offer_ids) marks.set(id, [...(marks.get(id) ?? []), { form, number }]);
  }
  const cards: PlacedCard[] = offers.map((offer) => ({
    cardId: offer.offer_id,
    step: step.get(offer.step_id ?? "") ?? -1,
    others: offer.other_step_ids.flatMap((id) => step.get(id) ?? []),
    column: column.get(offer.column_id ?? ""),
    name: offer.name,
    tag: area.get(offer.area_id)?.tag ?? "",
    areaName: area.get(offer.area_id)?.name,
    targetGroup: offer.target_group,
    reach: offer.reach,
    marks: marks.get(offer.offer_id),
    unconfirmed: offer.provenance.confirmed === false,
  }));
  const gaps: PlacedCard[] = findings
    .filter(({ form }) => form === "gap")
    .map(({ finding_id, number, text, step_id }) => ({
      cardId: `${GAP}${finding_id}`,
      step: step.get(step_id ?? "") ?? -1,
      name: text,
      tag: "",
      gap: true,
      marks: [{ form: "gap", number }],
    }));
  return [...cards, ...gaps].filter((card) => card.step >= 0);
}

/** A target group that offers can be looked at by. */
export interface Group {
  readonly name: string;
  readonly has: (offer: Offer) => boolean;
}

/** Those that the room chose; where it chose none, what several offers say alike. */
export function groupsOf({ target_groups, offers }: Mapping): Group[] {
  if (target_groups) return target_groups.map((group) => ({ name: group.split(",")[0]!.trim(), has: (offer) => belongs(group, offer) }));
  const counts = new Map<string, number>();
  for (const { target_group } of offers) counts.set(target_group, (counts.get(target_group) ?? 0) + 1);
  return [...counts]
    .filter(([name, count]) => name && count > 1)
    .map(([name]) => ({ name, has: (offer: Offer) => offer.target_group === name }))
    .sort((a, b) => a.name.localeCompare(b.name, "da"));
}
