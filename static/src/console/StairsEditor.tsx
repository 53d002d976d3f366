// The staircase of the plan: its steps, its columns, and staircases to begin with. Steps have no colours of their own: they are shades
// of paper, and a colour means one thing (look.md section 1).

import { useEffect } from "preact/hooks";

import { newId } from "../commands.ts";
import type { Column, Step } from "../protocol.ts";
import { cards } from "../state.ts";
import { t, tn } from "../words.ts";
import type { Plan } from "./plan.ts";
import { Input, Rows } from "./PlanLists.tsx";
import { columnsName, type Staircase, staircaseName, staircases } from "./staircases.ts";
import { TemplateList } from "./TemplateList.tsx";

export const FEWEST_STEPS = 3;
const MOST_STEPS = 15;
const MOST_COLUMNS = 7;

interface StairsEditorProps {
  readonly plan: Plan;
  readonly change: (more: Partial<Plan>) => void;
}

export function StairsEditor({ plan, change }: StairsEditorProps) {
  useEffect(() => void staircases.fetch(), []);
  return (
    <div class="stack">
      <TemplateList<Staircase>
        shelf={staircases}
        readyName={staircaseName}
        aboutOf={({ steps, columns }) => [...steps, ...columns].map(({ name }) => name).join(" · ")}
        onUse={({ steps, columns }) => change(columns.length ? { steps, columns } : { steps })}
        usedAs={(name) => t("Trappen er nu som “{name}”. Gem planen, når den passer.", { name })}
        keepLabel={t("Gem trappen som skabelon")}
        toKeep={() => ({ steps: plan.steps as readonly Step[], columns: plan.columns as readonly Column[] })}
      />
      <Rows<Plan["steps"][number]>
        rows={plan.steps}
        idOf={(step) => step.step_id}
        nameOf={(step) => step.name}
        hint={t("Trin 1 er tættest på en almindelig hverdag. En trappe har mellem 3 og 15 trin.")}
        add={t("Tilføj et trin øverst")}
        blank={(): Step => ({ step_id: newId(), name: "", description: "" })}
        least={FEWEST_STEPS}
        most={MOST_STEPS}
        onChange={(steps) => change({ steps })}
      >
        {(step, set) => (
          <>
            <Input label={t("Navn")} value={step.name} onInput={(name) => set({ ...step, name })} />
            <Input label={t("Beskrivelse")} value={step.description ?? ""} onInput={(description) => set({ ...step, description })} />
            <Standing count={cards.value.filter((card) => card.step_id === step.step_id).length} />
          </>
        )}
      </Rows>
      <section class="stairs-editor__part" aria-labelledby="plan-columns">
        <h3 id="plan-columns">{t("Kolonner")}</h3>
        <Rows<Plan["columns"][number]>
          rows={plan.columns}
          idOf={(column) => column.column_id}
          nameOf={(column) => column.name}
          hint={t("Trappens anden akse, fra venstre mod højre. Højst 7. Det korte navn står, hvor der er lidt plads.")}
          add={t("Tilføj en kolonne")}
          blank={(): Column => ({ column_id: newId(), name: "", short: "", description: "" })}
          most={MOST_COLUMNS}
          onChange={(columns) => change({ columns })}
        >
          {(column, set) => (
            <>
              <Input label={t("Navn")} value={column.name} onInput={(name) => set({ ...column, name })} />
              <Input label={t("Kort navn")} value={column.short ?? ""} short onInput={(short) => set({ ...column, short })} />
              <Input label={t("Beskrivelse")} value={column.description ?? ""} onInput={(description) => set({ ...column, description })} />
              <Standing count={cards.value.filter((card) => card.column_id === column.column_id).length} />
            </>
          )}
        </Rows>
        <ProposedColumns plan={plan} change={change} />
      </section>
    </div>
  );
}

/** How many cards stand here, so that it is known before a row is removed. */
function Standing({ count }: { count: number }) {
  return <span class="planrow__count small quiet">{count ? tn(count, "{n} kort", "{n} kort") : ""}</span>;
}

function ProposedColumns({ plan, change }: StairsEditorProps) {
  const found = staircases.offered.value;
  if (found === null || found === "failed") return null;
  return (
    <div class="stairs-editor__proposed" role="group" aria-label={t("Brug kolonner")}>
      {found.columns
        .filter(({ law }) => law === plan.law)
        .map(({ columns_id, columns }) => (
          <button key={columns_id} type="button" class="button button--small" onClick={() => change({ columns })}>
            {columnsName(columns_id)}
          </button>
        ))}
      {plan.columns.length ? (
        <button type="button" class="button button--small" onClick={() => change({ columns: [] })}>
          {t("Ingen kolonner")}
        </button>
      ) : null}
    </div>
  );
}
