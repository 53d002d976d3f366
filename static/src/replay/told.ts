// Happenings in words.

import { findingName } from "../parts/Card.tsx";
import type { CardThing, SessionThing } from "../protocol.ts";
import { number, range, t, tn } from "../words.ts";
import type { Happening } from "./story.ts";

/** What is told of a happening. */
export interface Told {
  readonly text: string;
  /** What was written: of a finding, a question, an agreement. */
  readonly words?: string;
}

export function told(one: Happening, { agenda, areas, steps, columns }: SessionThing): Told {
  const onSteps = (card: CardThing) => stepsOf(card, steps);
  switch (one.what) {
    case "stage":
      return { text: agenda.find(({ stage_id }) => stage_id === one.stageId)?.title ?? "" };
    case "revealed":
      return { text: t("Nu kunne alle læse kortene") };
    case "hidden":
      return { text: t("Teksterne blev skjult for rummet") };
    case "frozen":
      return { text: t("Afsluttet som version {version}", { version: one.version }) };
    case "reopened":
      return { text: t("Åbnet igen efter version {version}", { version: one.version }) };
    case "turn":
      return { text: t("{area} har ordet", { area: areas.find(({ area_id }) => area_id === one.areaId)?.name ?? "" }) };
    case "written":
      return { text: t("Skrevet") };
    case "known":
      return { text: tn(one.cardIds.length, "Kendt i forvejen", "{n} kendte tilbud hængt op") };
    case "gone":
      return { text: tn(one.cardIds.length, "Kort trukket tilbage", "{n} kort trukket tilbage") };
    case "back":
      return { text: tn(one.cardIds.length, "Bragt tilbage", "{n} kort bragt tilbage") };
    case "unplaced":
      return { text: tn(one.cardIds.length, "Taget af trappen", "{n} kort taget af trappen") };
    case "confirmed":
      return { text: t("Bekræftet") };
    case "shown":
      return { text: t("Vist på skærmen") };
    case "presented":
      return { text: t("Præsenteret") };
    case "placed":
      return { text: t("Placeret på trin {steps}", { steps: onSteps(one.card) }) };
    case "moved":
      return { text: t("Flyttet fra trin {before} til trin {after}", { before: onSteps(one.before), after: onSteps(one.card) }) };
    case "across": {
      const column = columns.find(({ column_id }) => column_id === one.card.column_id);
      return { text: column ? t("Flyttet til kolonnen {column}", { column: column.name }) : t("Taget ud af kolonnen") };
    }
    case "found":
      return { text: `${findingName(one.finding.form)} ${number(one.finding.number)}`, words: one.finding.text };
    case "asked":
      return { text: t("Spurgt"), words: one.question.text };
    case "answered":
      return { text: t("Svar"), words: one.question.answer };
    case "agreed":
      return { text: t("Aftale"), words: one.action.what };
  }
}

function stepsOf(card: CardThing, steps: SessionThing["steps"]): string {
  const numbers = [card.step_id, ...card.other_steps].map((id) => steps.findIndex(({ step_id }) => step_id === id) + 1);
  return range(numbers.filter((step) => step > 0));
}
