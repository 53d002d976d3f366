// The staircase, and under it the card that is chosen with what can be done with it. The bar has its room at all times, and grows over
// the staircase: one that got lower when a card is chosen would lay itself out anew under the pointer.

import { useComputed } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";

import { Card } from "../parts/Card.tsx";
import type { Drag } from "../parts/drag.ts";
import type { PlacedCard } from "../parts/layout.ts";
import { Staircase } from "../parts/Staircase.tsx";
import { allCards, cards, findings, session } from "../state.ts";
import { t, tn } from "../words.ts";
import { faceOf, GAP, matches, placedCards, stepNames, stepsOf } from "./board.ts";
import { alone, chosen, editFinding, isFrozen, open, search } from "./desk.ts";
import { PresentButton } from "./PresentButton.tsx";
import { StepButtons } from "./StepButtons.tsx";

const SCALE = 0.64; // look.md section 4.1

export function StairsView({ drag }: { drag: Drag }) {
  const plan = session.value!;
  const steps = useMemo(() => stepNames(plan), [plan]);
  const placed = useComputed(() => placedCards(session.value!, shown(), findings.value)).value;
  const areaNames = useMemo(() => Object.fromEntries(plan.areas.map((area) => [area.tag, area.name])), [plan]);
  const counts = useComputed(countsWhileSearching).value;
  const before = useRef<string | null>(null);

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
      <div class="stairs" data-keys tabIndex={-1} onPointerDownCapture={onPointerDown} onClick={onClick}>
        <Staircase
          steps={steps}
          cards={placed}
          scale={SCALE}
          areaNames={areaNames}
          selected={chosen.value}
          alone={alone.value ?? undefined}
          counts={counts}
          onPick={(cardId) => (chosen.value = cardId)}
          drag={isFrozen.value ? undefined : drag}
          origin={rowOf}
        />
      </div>
      <ChosenBar />
    </>
  );
}

function shown() {
  return search.value ? cards.value.filter((card) => matches(card, search.value)) : cards.value;
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
        <button type="button" class="button button--small" data-part="open" onClick={() => (open.value = { kind: "card", cardId: card.card_id })}>
          {isFrozen.value ? t("Se kortet") : t("Åbn kortet")}
        </button>
        <PresentButton card={card} />
      </div>
    </div>
  );
}
