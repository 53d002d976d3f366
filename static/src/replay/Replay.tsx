// The day on its staircase, with what just happened beside it and the controls below.

import { computed } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";

import { areaNames, columnNames, placedCards, stepNames, unplaced } from "../board.ts";
import type { PlacedCard } from "../parts/layout.ts";
import { Staircase } from "../parts/Staircase.tsx";
import { steady } from "../parts/steady.ts";
import { cards, findings, session } from "../state.ts";
import { t } from "../words.ts";
import { Controls } from "./Controls.tsx";
import { Side } from "./Side.tsx";
import type { Show } from "./show.ts";
import { originOf, Waiting } from "./Waiting.tsx";

const LEAST_HEIGHT = 800; // wall units, of a staircase that grows
const UNITS_IN_REM = 24; // a wall unit is smaller than on the wall: the staircase shares its screen with the rest

const steadyCards = steady<PlacedCard>();
const placed = computed(() => steadyCards(session.value ? placedCards(session.value, cards.value, findings.value) : []));
const waiting = computed(() => unplaced(cards.value).reverse());

export function Replay({ show }: { show: Show }) {
  const plan = session.value!;
  const steps = useMemo(() => stepNames(plan), [plan]);
  const columns = useMemo(() => columnNames(plan), [plan]);
  const names = useMemo(() => areaNames(plan), [plan]);
  const scale = useRem() / UNITS_IN_REM;
  const pick = (cardId: string) => (show.chosen.value = cardId);
  return (
    <>
      <section class="replay__board" aria-label={t("Trappen")}>
        <div class={show.wholeNames.value ? "replay__stairs replay__stairs--whole" : "replay__stairs"}>
          <Staircase
            steps={steps}
            columns={columns}
            cards={placed.value}
            scale={scale}
            growsFrom={show.wholeNames.value ? LEAST_HEIGHT * scale : undefined}
            areaNames={names}
            selected={show.chosen.value}
            onPick={pick}
            origin={originOf}
          />
        </div>
        <Waiting cards={waiting.value} chosen={show.chosen.value} onPick={pick} />
      </section>
      <Side show={show} session={plan} />
      <Controls show={show} />
    </>
  );
}

/** 1rem in px, which grows with the screen. */
function useRem(): number {
  const [rem, setRem] = useState(remNow);
  useEffect(() => {
    const onResize = () => setRem(remNow());
    addEventListener("resize", onResize);
    return () => removeEventListener("resize", onResize);
  }, []);
  return rem;
}

function remNow(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}
