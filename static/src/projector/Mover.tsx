// "Flyt til trin": the way to move a card without dragging it. Opens at the foot of the wall for the card that was touched or
// has the focus, and goes by itself, because nobody tidies up after themselves on a wall.

import { useEffect } from "preact/hooks";

import { cards, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { columns, steps } from "./board.ts";
import { chosen, type Placing } from "./placing.ts";

const SHOWN_FOR = 30_000; // ms

export function Mover({ placing }: { placing: Placing }) {
  const card = cards.value.find((one) => one.card_id === chosen.value);
  useEffect(() => (card ? closesByItself() : undefined), [card?.card_id]);
  useEffect(() => (card ? listensForDigits(card.card_id, placing) : undefined), [card?.card_id]);
  if (!card) return null;
  const now = stepIndex(card.step_id);
  return (
    <section class="mover" aria-label={t("Flyt til trin")}>
      <p class="mover__what">
        <b>{t("Flyt til trin")}</b> <span class="quiet">{card.name}</span>
      </p>
      <div class="mover__steps">
        {steps.value.map(({ stepId, name }, i) => (
          <button
            key={stepId}
            type="button"
            class={i === now ? "mover__step mover__step--now" : "mover__step"}
            aria-label={t("Trin {step}: {name}", { step: i + 1, name })}
            aria-current={i === now ? "true" : undefined}
            onClick={() => placing.move(card.card_id, stepId)}
          >
            {i + 1}
          </button>
        ))}
      </div>
      {now < 0 || columns.value.length === 0 ? null : (
        <div class="mover__columns" role="group" aria-label={t("Kolonne")}>
          {columns.value.map(({ columnId, name, short }) => (
            <button
              key={columnId}
              type="button"
              class={columnId === card.column_id ? "mover__other mover__other--now" : "mover__other"}
              aria-label={name}
              aria-current={columnId === card.column_id ? "true" : undefined}
              onClick={() => placing.moveAcross(card.card_id, columnId)}
            >
              {short || name}
            </button>
          ))}
        </div>
      )}
      {now < 0 ? null : (
        <button type="button" class="mover__other" onClick={() => placing.move(card.card_id, null)}>
          {t("Tag af trappen")}
        </button>
      )}
      <button type="button" class="mover__other" onClick={close}>
        {t("Luk")}
      </button>
    </section>
  );
}

function close(): void {
  chosen.value = null;
}

function closesByItself(): () => void {
  const timer = setTimeout(close, SHOWN_FOR);
  const onPress = (event: Event) => {
    const pressed = event.target as Element;
    if (!pressed.closest(".mover, [data-card-id]")) close();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  addEventListener("pointerdown", onPress);
  addEventListener("keydown", onKey);
  return () => {
    clearTimeout(timer);
    removeEventListener("pointerdown", onPress);
    removeEventListener("keydown", onKey);
  };
}

const SECOND_DIGIT = 600; // ms to type the second digit of 10 to 15

/** 1-9 move the chosen card; with ten steps or more a second digit may follow. */
function listensForDigits(cardId: string, placing: Placing): () => void {
  let typed = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    const step = steps.peek()[Number(typed) - 1];
    typed = "";
    if (step) placing.move(cardId, step.stepId);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    clearTimeout(timer);
    typed += event.key;
    // 1 may be the beginning of 12; 3 is the beginning of nothing on a staircase of twelve.
    const mayGoOn = typed.length === 1 && Number(typed) * 10 <= steps.peek().length;
    if (mayGoOn) timer = setTimeout(go, SECOND_DIGIT);
    else go();
  };
  addEventListener("keydown", onKey);
  return () => {
    clearTimeout(timer);
    removeEventListener("keydown", onKey);
  };
}
