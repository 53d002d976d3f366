// The staircase, and under it the card that is chosen with what can be done with it. The bar has its room at all times, and grows over
// the staircase: one that got lower when a card is chosen would lay itself out anew under the pointer.

import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { areaNames, columnNames, faceOf, GAP, matches, placedCards, stepNames, stepsOf } from "../board.ts";
import { announce } from "../parts/Announcer.tsx";
import { Card } from "../parts/Card.tsx";
import type { Drag } from "../parts/drag.ts";
import type { PlacedCard } from "../parts/layout.ts";
import { Staircase } from "../parts/Staircase.tsx";
import { allCards, cards, findings, session } from "../state.ts";
import { t, tn } from "../words.ts";
import { ColumnSelect } from "./ColumnSelect.tsx";
import { chosen, editFinding, isFrozen, open, reading, search } from "./desk.ts";
import { afterDrawing } from "./focus.ts";
import { moveToSide } from "./moves.ts";
import { PresentButton } from "./PresentButton.tsx";
import { StepButtons } from "./StepButtons.tsx";

const SCALE = 0.64; // look.md section 4.1

export function StairsView({ drag }: { drag: Drag }) {
  const plan = session.value!;
  const steps = useMemo(() => stepNames(plan), [plan]);
  const columns = useMemo(() => columnNames(plan), [plan]);
  const placed = useComputed(() => placedCards(session.value!, shown(), findings.value)).value;
  const names = useMemo(() => areaNames(plan), [plan]);
  const counts = useComputed(countsWhileSearching).value;
  const room = useRef<HTMLDivElement>(null);
  const before = useRef<string | null>(null);

  useEffect(() => {
    if (typeof reading.value !== "number") return;
    const step = session.value!.steps[reading.value]!.step_id;
    afterDrawing(() => room.current?.querySelector(`[data-step-id="${CSS.escape(step)}"] .step__head`)?.scrollIntoView({ block: "nearest" }));
  }, [reading.value]);

  // The first press chooses a card, the next one opens it; so does Enter on the card that the arrows have come to.
  const onPointerDown = () => {
    before.current = chosen.peek();
  };
  const onClick = (event: MouseEvent) => {
    const cardId = (event.target as Element).closest<HTMLElement>("[data-card-id]")?.dataset.cardId;
    if (cardId && (event.detail === 0 || before.current === cardId)) openCard(cardId);
  };
  return (
    <>
      <div class={steps.length > MANY ? "stairs stairs--many" : "stairs"} style={{ "--steps": String(steps.length) }}>
        <div class="stairs__room" ref={room} data-keys tabIndex={-1} onPointerDownCapture={onPointerDown} onClick={onClick}>
          <div class="stairs__picture" style={{ blockSize: reading.value === "names" ? "" : `max(100%, ${heightAlone(placed)}rem)` }}>
            <Staircase
              steps={steps}
              columns={columns}
              cards={placed}
              scale={SCALE}
              areaNames={names}
              selected={chosen.value}
              alone={typeof reading.value === "number" ? reading.value : undefined}
              growsFrom={reading.value === "names" ? (room.current?.clientHeight ?? 0) : undefined}
              counts={counts}
              onPick={(cardId) => (chosen.value = cardId)}
              onShift={isFrozen.value ? undefined : shiftCard}
              drag={isFrozen.value ? undefined : drag}
              origin={rowOf}
            />
          </div>
        </div>
      </div>
      <ChosenBar />
    </>
  );
}

function shown() {
  return search.value ? cards.value.filter((card) => matches(card, search.value)) : cards.value;
}

const MANY = 8; // as the layout has it: from here on headings are small
const STEP = 4; // rem for each counted step
const CARD = 1.8; // rem for each card of the one step that is read, which is more than most names need

/** The height at which one step can be read whole. */
function heightAlone(placed: readonly PlacedCard[]): number {
  if (typeof reading.value !== "number") return 0;
  return STEP * session.value!.steps.length + CARD * placed.filter((card) => card.step === reading.value).length;
}

/** A step that shows only what was searched for must not say that it has no more. */
function countsWhileSearching(): readonly string[] | undefined {
  if (!search.value) return undefined;
  return session.value!.steps.map((step) => {
    const here = cards.value.filter((card) => card.step_id === step.step_id);
    const found = here.filter((card) => matches(card, search.value)).length;
    return tn(here.length, "{found} af 1 tilbud", "{found} af {n} tilbud", { found });
  });
}

function shiftCard(cardId: string, direction: -1 | 1): void {
  const card = cards.peek().find((one) => one.card_id === cardId);
  if (card && !moveToSide("board", card, direction)) announce(t("Der er ingen kolonne på den side"));
}

function openCard(cardId: string): void {
  if (cardId.startsWith(GAP)) editFinding(cardId.slice(GAP.length));
  else open.value = { kind: "card", cardId };
}

/** A card that is placed flies from its row in the list below. */
function rowOf(card: PlacedCard) {
  const row = document.querySelector(`.loose [data-key="card:${CSS.escape(card.cardId)}"]`);
  const box = row?.getBoundingClientRect();
  return box ? { x: box.left, y: box.top } : null;
}

function ChosenBar() {
  const card = allCards.value.find((one) => one.card_id === chosen.value && !one.withdrawn);
  if (!card) {
    return (
      <div class="chosen">
        <p class="chosen__bar small quiet">
          {isFrozen.value
            ? t("Vælg et kort for at se det.")
            : t("Vælg et kort: tallene 1-{most} flytter det, Enter åbner det", { most: session.value!.steps.length })}
        </p>
        </div>
    );
  }
  const steps = stepsOf(card);
  return (
    <div class="chosen">
      <div class="chosen__bar" data-key={`card:${card.card_id}`}>
        <Card card={{ ...faceOf(card), steps }} showReach={false} />
        {isFrozen.value ? null : <StepButtons card={card} place="board" />}
        <ColumnSelect card={card} place="board" isDisabled={isFrozen.value} />
        <button type="button" class="button button--small" data-part="open" onClick={() => (open.value = { kind: "card", cardId: card.card_id })}>
          {isFrozen.value ? t("Se kortet") : t("Åbn kortet")}
        </button>
        <PresentButton card={card} />
      </div>
    </div>
  );
}
