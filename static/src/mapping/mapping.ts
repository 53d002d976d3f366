// What the page's data block holds of the frozen mapping (exports/report.py): only what the picture and the filters use.

import type { Mark } from "../parts/Card.tsx";
import type { ColumnName, PlacedCard, StepName } from "../parts/layout.ts";
import type { Area, FindingForm, Reach } from "../protocol.ts";

export interface Offer {
  readonly offer_id: string;
  readonly name: string;
  readonly target_group: string;
  readonly reach: Reach;
  readonly area_id: string;
  readonly step_id: string | null;
  /** There only where it stands in one. */
  readonly column_id?: string;
  readonly other_step_ids: readonly string[];
  /** `confirmed` is there only where it is false. */
  readonly provenance: { readonly confirmed?: false };
}

export interface Finding {
  readonly finding_id: string;
  readonly number: number;
  readonly form: FindingForm;
  readonly text: string;
  readonly offer_ids: readonly string[];
  readonly step_id: string | null;
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
}

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
      cardId: `gap ${finding_id}`,
      step: step.get(step_id ?? "") ?? -1,
      name: text,
      tag: "",
      gap: true,
      marks: [{ form: "gap", number }],
    }));
  return [...cards, ...gaps].filter((card) => card.step >= 0);
}
