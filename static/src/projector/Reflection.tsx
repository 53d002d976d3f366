// What the room has found, on the staircase and in words, and how the offers are spread over the steps.

import type { ComponentChildren } from "preact";

import { findingName, MarkPill } from "../parts/Card.tsx";
import { GroupsTable, Spreads } from "../parts/Overview.tsx";
import type { FindingThing } from "../protocol.ts";
import { cards, findings, overview, overviewShown, session, stepIndex, supportOf } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { foundBoard, perStep, steps, wholeBoard } from "./board.ts";
import { useFit, useFittingRows } from "./fit.ts";
import { Wall } from "./Wall.tsx";

const FINDING_SIZES = [1, 0.92, 0.84, 0.78];
const WHOLE_SIZES = [1.5, 1.35, 1.2, 1.05, 0.95, 0.85, 0.75];
const SPREAD_SIZES = [1, 0.85, 0.7];

export function Reflection({ title }: { title: string }) {
  switch (overviewShown.value) {
    case "spread":
      return <Whole title={title} heading={t("Fordeling")} table={<Spreads session={session.value!} cards={cards.value} />} />;
    case "groups":
      return (
        <Whole
          title={title}
          heading={t("Målgruppe × trin")}
          table={<GroupsTable session={session.value!} cards={cards.value} groups={overview.value!.target_groups} />}
        />
      );
    default:
      return <OnStairs title={title} />;
  }
}

/** One table, as large as it can be. */
function Whole({ title, heading, table }: { title: string; heading: string; table: ComponentChildren }) {
  const ref = useFit<HTMLDivElement>(WHOLE_SIZES);
  return (
    <main class="overall">
      <h1 class="visually-hidden">{title}</h1>
      <h2>{heading}</h2>
      <div class="overall__table" ref={ref}>
        {table}
      </div>
    </main>
  );
}

function OnStairs({ title }: { title: string }) {
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
  const bySupport = overview.value?.by_support ?? false;
  // The newest always, because it is the one that is being talked about; or those that most support.
  const all = bySupport ? [...findings.value].sort((a, b) => supportOf(b.finding_id) - supportOf(a.finding_id) || a.number - b.number) : findings.value;
  const [ref, room] = useFittingRows<HTMLUListElement>(all.length, FINDING_SIZES);
  const shown = bySupport ? all.slice(0, room) : all.slice(all.length - room);
  const others = all.length - shown.length;
  return (
    <section class="found">
      <h2>{t("Hvad vi har fundet")}</h2>
      {all.length ? null : <p class="found__empty quiet">{t("Ingenting endnu. Overlap, snitflader og mangler kommer her, når de bliver noteret.")}</p>}
      <ul class="found__list" ref={ref}>
        {others && !bySupport ? <li class="quiet">{tn(others, "1 tidligere", "{n} tidligere")}</li> : null}
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
        {others && bySupport ? <li class="quiet">{tn(others, "1 mere", "{n} mere")}</li> : null}
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
