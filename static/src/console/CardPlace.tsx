// Where a card stands: its main step, further steps, and its place among the others there. Each press counts at once.

import { useState } from "preact/hooks";

import { isUnplaced } from "../board.ts";
import type { CardThing } from "../protocol.ts";
import { cards, session, sortByRank, stepIndex } from "../state.ts";
import { t, tn } from "../words.ts";
import { ColumnSelect } from "./ColumnSelect.tsx";
import { move, neighbourFor, type Target } from "./moves.ts";

export function CardPlace({ card, readOnly }: { card: CardThing; readOnly: boolean }) {
  const { steps } = session.value!;
  const [, drawAgain] = useState(0);
  // What was refused is not so: the boxes go back to what the board says.
  const put = async (target: Target) => {
    if (!(await move("card", card, target))) drawAgain((n) => n + 1);
  };
  const toggle = (stepId: string, on: boolean) => {
    const others = on ? [...card.other_steps, stepId] : card.other_steps.filter((other) => other !== stepId);
    void put({ stepId: card.step_id, others });
  };
  return (
    <div class="place">
      <fieldset disabled={readOnly}>
        <legend class="visually-hidden">{t("Flyt til trin")}</legend>
        <table class="place__steps">
          <thead>
            <tr>
              <th scope="col">{t("Trin")}</th>
              <th scope="col">{t("Står på")}</th>
              <th scope="col">{t("Også på")}</th>
            </tr>
          </thead>
          <tbody>
            {[...steps.entries()].reverse().map(([index, step]) => (
              <tr key={step.step_id}>
                <th scope="row">
                  <b class="number">{index + 1}</b> {step.name}
                </th>
                <td>
                  <input
                    type="radio"
                    name="main-step"
                    aria-label={t("Står på trin {n}: {name}", { n: index + 1, name: step.name })}
                    checked={card.step_id === step.step_id}
                    onChange={() => void put({ stepId: step.step_id })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t("Også på trin {n}: {name}", { n: index + 1, name: step.name })}
                    checked={card.other_steps.includes(step.step_id)}
                    disabled={isUnplaced(card) || card.step_id === step.step_id}
                    onChange={(event) => toggle(step.step_id, event.currentTarget.checked)}
                  />
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t("Ikke placeret")}</th>
              <td>
                <input
                  type="radio"
                  name="main-step"
                  aria-label={t("Ikke placeret")}
                  checked={isUnplaced(card)}
                  onChange={() => void put({ stepId: null })}
                />
              </td>
              <td />
            </tr>
          </tbody>
        </table>
        {session.value!.columns.length && !isUnplaced(card) ? (
          <div class="place__column">
            <span class="field__label" aria-hidden="true">
              {t("Kolonne")}
            </span>
            <ColumnSelect card={card} place="card" isDisabled={readOnly} />
          </div>
        ) : null}
      </fieldset>
      {isUnplaced(card) || card.withdrawn ? null : <Order card={card} readOnly={readOnly} />}
    </div>
  );
}

function Order({ card, readOnly }: { card: CardThing; readOnly: boolean }) {
  const here = sortByRank(cards.value.filter((other) => other.step_id === card.step_id));
  const place = here.findIndex((other) => other.card_id === card.card_id) + 1;
  const shift = (direction: -1 | 1) => {
    const beside = neighbourFor(card, here, direction);
    if (beside) void move("card", card, { stepId: card.step_id, beside });
  };
  return (
    <div class="place__order">
      <p class="small" role="status">
        {tn(here.length, "Det eneste kort på trin {step}", "Nummer {place} af {n} på trin {step}", { place, step: stepIndex(card.step_id) + 1 })}
      </p>
      {readOnly ? null : (
        <>
          <button type="button" class="button button--small" aria-disabled={place <= 1} onClick={() => shift(-1)}>
            {t("Én plads frem")}
          </button>
          <button type="button" class="button button--small" aria-disabled={place >= here.length} onClick={() => shift(1)}>
            {t("Én plads tilbage")}
          </button>
        </>
      )}
    </div>
  );
}
