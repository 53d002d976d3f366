// "Flyt til trin": one button for each step, for as many steps as there are.

import type { CardThing } from "../protocol.ts";
import { session, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import type { Place } from "./desk.ts";
import { stayInList } from "./focus.ts";
import { moveToNumber } from "./moves.ts";

interface StepButtonsProps {
  readonly card: CardThing;
  readonly place: Place;
  /** False keeps the buttons out of the tab order, where a whole list of cards has them. */
  readonly inTabOrder?: boolean;
}

export function StepButtons({ card, place, inTabOrder = true }: StepButtonsProps) {
  const stands = stepIndex(card.step_id) + 1;
  const press = (event: MouseEvent, number: number) => {
    // When a card leaves its list the next one slides under the pointer; a double click must not send that one too.
    if (event.detail > 1) return;
    if (place === "panel") stayInList(card.card_id);
    moveToNumber(place, card, number);
  };
  return (
    <span class="to" role="group" aria-label={t("Flyt “{name}” til trin", { name: card.name })}>
      {session.value!.steps.map((step, index) => (
        <button
          key={step.step_id}
          type="button"
          class="to__step"
          title={step.name}
          aria-label={t("Trin {n}: {name}", { n: index + 1, name: step.name })}
          aria-pressed={stands === index + 1}
          tabIndex={inTabOrder ? undefined : -1}
          data-part={`to-${index + 1}`}
          onClick={(event) => press(event, index + 1)}
        >
          {index + 1}
        </button>
      ))}
    </span>
  );
}
