// The day's program: its points in their order with the times that follow, what is left out, and agendas to begin with.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import type { Stage } from "../protocol.ts";
import { stage } from "../state.ts";
import { t } from "../words.ts";
import { type Arrangement, arranged, arrangementOf, broughtBack, canBe, changed, type Held, type Program, swapped, without, withPoint } from "./agenda.ts";
import { AgendaPoint } from "./AgendaPoint.tsx";
import { AddPoint, AgendaTemplates, anotherRound } from "./AgendaTemplates.tsx";
import { type Day, dayOf, movedSentence } from "./day.ts";
import { now } from "./desk.ts";
import { Choice } from "./Field.tsx";
import type { Plan } from "./plan.ts";
import { agendas } from "./templates.ts";

interface AgendaEditorProps {
  readonly plan: Plan;
  readonly change: (more: Partial<Plan>) => void;
}

export function AgendaEditor({ plan, change }: AgendaEditorProps) {
  const list = useRef<HTMLOListElement>(null);
  // In the dialog itself: while one is open, screen readers hear nothing of the page beneath.
  const [said, say] = useState("");
  useEffect(() => void agendas.fetch(), []);
  const held: Held = new Set(stage.value!.held.map((one) => one.stage_id));
  const day = dayOf(plan, stage.value!, now.value);
  const set = (program: Program) => {
    // Only the lists that it touched: what others change in the other meanwhile is theirs.
    if (program.left_out === plan.left_out) change({ agenda: program.agenda });
    else change({ agenda: program.agenda, left_out: program.left_out });
  };
  // A button that was moved with its row, or has gone, must not take the focus with it.
  const wanted = useRef<string | null>(null);
  const focusOn = (stageId: string, what: string) => (wanted.current = `[data-point="${CSS.escape(stageId)}"] ${what}`);
  useLayoutEffect(() => {
    if (wanted.current) list.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = null;
  });
  const move = (at: number, to: number, button: string) => {
    const point = plan.agenda[at];
    if (!point || to < 0 || to >= plan.agenda.length) return;
    set(swapped(plan, at, to));
    say(t("“{title}” er nu nummer {n} af {all}", { title: point.title, n: to + 1, all: plan.agenda.length }));
    focusOn(point.stage_id, button);
  };
  const add = (point: Stage, afterId: string) => {
    set(withPoint(plan, point, afterId));
    focusOn(point.stage_id, "input");
  };
  const leaveOut = (point: Stage, at: number) => {
    set(without(plan, point.stage_id));
    say(t("“{title}” er udeladt. Det kan tages med igen nederst.", { title: point.title }));
    const neighbour = plan.agenda[at + 1] ?? plan.agenda[at - 1];
    if (neighbour) focusOn(neighbour.stage_id, "input");
  };
  return (
    <div class="stack">
      <div class="program__top">
        <label class="field program__start">
          <span class="field__label">{t("Dagen begynder")}</span>
          <input class="input" type="time" value={plan.starts_at} onInput={(event) => change({ starts_at: event.currentTarget.value })} />
        </label>
        <Arrange program={plan} held={held} onChoose={(arrangement) => set(arranged(plan, arrangement))} />
      </div>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      <DaySummary day={day} starts={plan.starts_at !== ""} />
      <ol class="program" ref={list}>
        {day.points.map((point, at) => (
          <AgendaPoint
            key={point.stage.stage_id}
            point={point}
            number={at + 1}
            isHeld={held.has(point.stage.stage_id)}
            isLast={at === plan.agenda.length - 1}
            onChange={(more) => set(changed(plan, point.stage.stage_id, more))}
            onMove={(by, button) => move(at, at + by, button)}
            onRepeat={() => add(anotherRound(point.stage, plan.agenda), point.stage.stage_id)}
            onLeaveOut={() => leaveOut(point.stage, at)}
          />
        ))}
      </ol>
      <AddPoint agenda={plan.agenda} onAdd={(point, afterId) => add(point, afterId)} />
      <LeftOut
        points={plan.left_out}
        onBring={(point) => {
          set(broughtBack(plan, point.stage_id));
          focusOn(point.stage_id, "input");
        }}
      />
      <AgendaTemplates program={plan} held={held} onBegin={set} />
    </div>
  );
}

function DaySummary({ day, starts }: { day: Day; starts: boolean }) {
  const open = day.points.some(({ stage: { minutes, kind } }) => minutes === 0 && kind !== "preparation");
  return (
    <div>
      <p class="program__moved" role="status">
        {movedSentence(day)}
      </p>
      <p class="small quiet">
        {starts ? (open ? t("0 minutter betyder, at der ikke er noget ur på punktet. Det, der kommer efter, begynder tidligst på klokkeslættet.") : null) : t("Skriv, hvornår dagen begynder, så får hvert punkt sit klokkeslæt. 0 minutter betyder, at der ikke er noget ur på punktet.")}
      </p>
    </div>
  );
}

function Arrange({ program, held, onChoose }: { program: Program; held: Held; onChoose: (arrangement: Arrangement) => void }) {
  const now = arrangementOf(program);
  if (now === null) return null;
  const may = canBe("together", program, held);
  return (
    <Choice
      legend={t("Præsentation og placering")}
      value={now}
      options={[
        ["after", t("Placér først, præsentér så")],
        ["before", t("Præsentér først, placér så")],
        ...(may ? ([["together", t("På samme tid, i ét punkt")]] as const) : []),
      ]}
      onChoose={onChoose}
    />
  );
}

function LeftOut({ points, onBring }: { points: readonly Stage[]; onBring: (point: Stage) => void }) {
  if (points.length === 0) return null;
  return (
    <section aria-labelledby="left-out">
      <h3 class="program__heading" id="left-out">
        {t("Udeladt")}
      </h3>
      <ul class="program__out">
        {points.map((point) => (
          <li key={point.stage_id}>
            <button type="button" class="button button--small" onClick={() => onBring(point)}>
              <Icon name="plus" />
              {t("Tag “{title}” med igen", { title: point.title })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
