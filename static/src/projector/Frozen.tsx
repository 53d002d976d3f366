// It is done: thanks, what there is, and where to find it.

import { Icon } from "../parts/Icon.tsx";
import type { StageThing } from "../protocol.ts";
import { cards } from "../state.ts";
import { date, t, time, tn } from "../words.ts";
import { perStep, steps } from "./board.ts";
import { Stairs } from "./Stairs.tsx";

export function Frozen({ stage }: { stage: StageThing }) {
  const at = stage.frozen_at ?? 0;
  return (
    <main class="frozen">
      <div class="frozen__words">
        <h1>{t("Tak for i dag")}</h1>
        <p class="lead">{tn(cards.value.length, "I har samlet 1 tilbud.", "I har samlet {n} tilbud.")}</p>
        <p class="lead">{t("I kan læse dem på jeres telefoner nu. Facilitator sender hele kortlægningen til jer.")}</p>
        <p class="frozen__seal quiet">
          <Icon name="lock" /> {t("Afsluttet {date} kl. {time}, version {version}", { date: date(at), time: time(at), version: stage.version })}
        </p>
      </div>
      <Stairs
        steps={steps.value.map((step, i) => ({ ...step, note: tn(perStep.value[i] ?? 0, "1 tilbud", "{n} tilbud") }))}
      />
    </main>
  );
}
