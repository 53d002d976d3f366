// What the room has found, on the staircase and in words, and how the offers are spread over the steps.

import { findingName, MarkPill } from "../parts/Card.tsx";
import type { FindingThing } from "../protocol.ts";
import { findings, stepIndex, supportOf } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { foundBoard, perStep, steps, wholeBoard } from "./board.ts";
import { useFit, useFittingRows } from "./fit.ts";
import { Wall } from "./Wall.tsx";

const FINDING_SIZES = [1, 0.92, 0.84, 0.78];
const SPREAD_SIZES = [1, 0.85, 0.7];

export function Reflection({ title }: { title: string }) {
  return (
    <main class="reflection">
      <h1 class="visually-hidden">{title}</h1>
      {/* Until something is found, everything is there to be looked at. */}
      <Wall board={findings.value.length ? foundBoard.value : wholeBoard.value} />
      <aside class="reflection__side">
        <Findings />
        <Spread />
      </aside>
    </main>
  );
}

function Findings() {
  const all = findings.value;
  const [ref, room] = useFittingRows<HTMLUListElement>(all.length, FINDING_SIZES);
  // The newest always: it is the one that is being talked about.
  const shown = all.slice(all.length - room);
  const earlier = all.length - shown.length;
  return (
    <section class="found">
      <h2>{t("Hvad vi har fundet")}</h2>
      {all.length ? null : <p class="found__empty quiet">{t("Ingenting endnu. Overlap, snitflader og mangler kommer her, når de bliver noteret.")}</p>}
      <ul class="found__list" ref={ref}>
        {earlier ? <li class="quiet">{tn(earlier, "1 tidligere", "{n} tidligere")}</li> : null}
        {shown.map((finding) => (
          <li key={finding.finding_id} class="found__one" data-row>
            <MarkPill mark={finding} />
            <span>{finding.text}</span>
            <span class="found__form quiet">
              {form(finding)}
              <Support finding={finding} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Support({ finding }: { finding: FindingThing }) {
  const count = supportOf(finding.finding_id);
  return count ? <b class="found__support number">{tn(count, "1 støtter", "{n} støtter")}</b> : null;
}

function form({ form: kind, step_id }: FindingThing): string {
  const step = stepIndex(step_id) + 1;
  const name = findingName(kind);
  return step ? t("{form}, trin {step}", { form: name, step }) : name;
}

function Spread() {
  const ref = useFit<HTMLOListElement>(SPREAD_SIZES);
  const counts = perStep.value;
  const most = Math.max(1, ...counts);
  return (
    <section class="spread">
      <h2>{t("Fordeling på trin")}</h2>
      <ol class="spread__list" ref={ref}>
        {counts.map((count, i) => (
          <li key={steps.value[i]?.stepId}>
            <span>{t("Trin {step}", { step: i + 1 })}</span>
            <span class="spread__bar" style={{ "--share": String(count / most) }} />
            <b class="number">{number(count)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
