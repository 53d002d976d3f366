// The wall of cards: the staircase, and while the room may move cards, what it takes to do that here.

import type { Board, PlacedCard } from "../parts/layout.ts";
import { Staircase } from "../parts/Staircase.tsx";
import type { Point } from "../parts/staircase/flight.ts";
import { areaNames, wholeBoard } from "./board.ts";
import { Loose, looseOrigin } from "./Loose.tsx";
import { Mover } from "./Mover.tsx";
import { chosen, mayPlace, type Placing } from "./placing.ts";
import { unit } from "./unit.ts";

/** A staircase to look at. */
export function Wall({ board }: { board: Board }) {
  return (
    <div class="wall__stairs">
      <Staircase steps={board.steps} columns={board.columns} cards={board.cards} counts={board.counts} scale={unit.value} areaNames={areaNames.value} />
    </div>
  );
}

/** The staircase as it grows, with the cards that wait for their place. */
export function PlacingWall({ title, placing }: { title: string; placing: Placing }) {
  const board = wholeBoard.value;
  const live = mayPlace.value;
  return (
    <main class="board">
      <h1 class="visually-hidden">{title}</h1>
      <div class="wall__stairs">
        <Staircase
          steps={board.steps}
          columns={board.columns}
          cards={board.cards}
          scale={unit.value}
          areaNames={areaNames.value}
          origin={originOf}
          {...(live && { selected: chosen.value, onPick: choose, onShift: placing.shift, drag: placing.drag })}
        />
      </div>
      {live ? <Mover placing={placing} /> : null}
      <Loose placing={live ? placing : null} />
    </main>
  );
}

function choose(cardId: string): void {
  chosen.value = cardId;
}

/** Where a card flies in from: its place among the loose ones, or its area in the legend. */
function originOf({ cardId, tag }: PlacedCard): Point | null {
  const loose = looseOrigin(cardId);
  if (loose) return loose;
  const area = document.querySelector(`.legend [data-tag="${CSS.escape(tag)}"]`)?.getBoundingClientRect();
  return area ? { x: area.left, y: area.top } : null;
}
