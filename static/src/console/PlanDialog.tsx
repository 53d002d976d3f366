// The session's plan, as it was decided before the day and may still be put right. What is in use stays; the server says so.

import { useState } from "preact/hooks";

import { Dialog } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { toast } from "../parts/Toast.tsx";
import type { ChangeSetup } from "../protocol.ts";
import { cards, session } from "../state.ts";
import { t } from "../words.ts";
import { AgendaEditor } from "./AgendaEditor.tsx";
import { isFrozen, open, type Returned, showPanel, takeBack } from "./desk.ts";
import { type Losing, losing, lost } from "./losing.ts";
import { LosingDialog } from "./LosingDialog.tsx";
import { type Plan, planOf } from "./plan.ts";
import { usePlanEditing } from "./planEditing.ts";
import { PlanAreas } from "./PlanLists.tsx";
import { PlanTables } from "./PlanTables.tsx";
import { PlanFacts } from "./PlanFacts.tsx";
import { PlanFoot } from "./PlanFoot.tsx";
import { PlanNews } from "./PlanNews.tsx";
import { FEWEST_STEPS, StairsEditor } from "./StairsEditor.tsx";

export type Part = "facts" | "areas" | "tables" | "steps" | "agenda";

export function PlanDialog({ returned, begins = "facts" }: { returned: Returned<ChangeSetup> | undefined; begins?: Part | undefined }) {
  const editing = usePlanEditing(returned);
  const { plan, change, refusal, setRefusal } = editing;
  const [part, setPart] = useState<Part>(begins);
  const [asksAbout, setAsksAbout] = useState<Losing | null>(null);

  const save = async (agreed?: Losing) => {
    setAsksAbout(null);
    const whole = withoutBlankRows(plan);
    const missing = nameless(whole);
    if (missing) {
      setPart(missing);
      return setRefusal({ field: missing, sentence: t("Der mangler et navn i en af rækkerne. Skriv det, eller fjern rækken.") });
    }
    if (whole.steps.length < FEWEST_STEPS) {
      setPart("steps");
      return setRefusal({ field: "steps", sentence: t("En trappe har mellem 3 og 15 trin.") });
    }
    const wanted = editing.ready(whole);
    if (!wanted) return;
    const gone = losing(whole, cards.value);
    if (!agreed && gone.placed.length + gone.partly.length) return setAsksAbout(gone);
    const answer = await editing.save(wanted);
    if (answer.kind === "stored") {
      if (agreed) tell(agreed, answer);
      return;
    }
    const at = partOf(answer.code, answer.field);
    if (at) setPart(at);
  };
  return (
    <Dialog
      title={t("Planen")}
      wide
      onClose={() => editing.leave()}
      foot={<PlanFoot editing={editing} save={() => void save()} label={t("Gem planen")} isToldAbove={part === "facts" && !!refusal && refusal.field in plan} />}
    >
      {asksAbout ? <LosingDialog losing={asksAbout} onConfirm={() => void save(asksAbout)} onClose={() => setAsksAbout(null)} /> : null}
      {isFrozen.value ? <p class="quiet">{t("Kortlægningen er afsluttet. Åbn den igen for at rette planen.")}</p> : null}
      <PlanNews {...editing.news} />
      <Tabs
        id="plan"
        label={t("Planens dele")}
        tabs={[
          { key: "facts", label: t("Workshoppen") },
          { key: "areas", label: t("Fagområder"), count: plan.areas.length },
          { key: "tables", label: t("Borde"), count: plan.tables.length },
          { key: "steps", label: t("Trappen"), count: plan.steps.length },
          { key: "agenda", label: t("Dagens program"), count: plan.agenda.length },
        ]}
        selected={part}
        onSelect={setPart}
      />
      <TabPanel id="plan" selected={part}>
        <fieldset class="plan" disabled={isFrozen.value}>
          {part === "facts" ? <PlanFacts plan={plan} change={change} refusal={refusal} /> : null}
          {part === "facts" ? <ToProcess onGo={() => editing.leave(() => (open.value = { kind: "process" }))} /> : null}
          {part === "areas" ? <PlanAreas plan={plan} change={change} /> : null}
          {part === "tables" ? <PlanTables plan={plan} change={change} /> : null}
          {part === "steps" ? <StairsEditor plan={plan} change={change} /> : null}
          {part === "agenda" ? <AgendaEditor plan={plan} change={change} /> : null}
        </fieldset>
      </TabPanel>
    </Dialog>
  );
}

function ToProcess({ onGo }: { onGo: () => void }) {
  return (
    <p class="plan__process">
      <button type="button" class="button button--small" onClick={onGo}>
        {t("Procesplan")}
        <Icon name="next" />
      </button>
      <span class="quiet small">{t("Kortlægningens fem trin med spørgsmål, beslutninger og videre arbejde.")}</span>
    </p>
  );
}

function tell(gone: Losing, deed: { readonly number: number }): void {
  if (gone.placed.length) showPanel("loose");
  toast(lost(gone), () => void takeBack("undo", deed));
}

/** A row that was added and left empty was not meant. */
function withoutBlankRows(plan: Plan): Plan {
  const areas = plan.areas.filter(({ name, tag }) => name.trim() || tag.trim());
  return {
    ...plan,
    areas,
    // Whoever left out an area meant it at its table too.
    tables: plan.tables.map((table) => ({ ...table, area_ids: table.area_ids?.filter((id) => areas.some(({ area_id }) => area_id === id)) ?? [] })),
    steps: plan.steps.filter(({ name, description }) => name.trim() || description?.trim()),
    columns: plan.columns.filter(({ name, short, description }) => name.trim() || short?.trim() || description?.trim()),
  };
}

function nameless({ areas, tables, steps, columns, agenda }: Plan): Part | null {
  if (areas.some(({ name, tag }) => !name.trim() || !tag.trim())) return "areas";
  if (tables.some(({ name }) => !name.trim())) return "tables";
  if ([...steps, ...columns].some(({ name }) => !name.trim())) return "steps";
  return agenda.some(({ title }) => !title.trim()) ? "agenda" : null;
}

const IN_USE: Readonly<Record<string, Part>> = { area_in_use: "areas", stage_in_use: "agenda" };

/** Where on the form a refusal belongs; null where its field stands on several parts. */
function partOf(code: string, field: string): Part | null {
  if (field === "areas" || field === "tables" || field === "steps" || field === "agenda") return field;
  if (field === "columns") return "steps";
  if (field === "tag") return "areas";
  if (field === "minutes" || field === "starts_at" || field === "left_out") return "agenda";
  if (IN_USE[code]) return IN_USE[code];
  return field in planOf(session.peek()!, []) ? "facts" : null;
}
