// The session's plan, as it was decided before the day and may still be put right. What is in use stays; the server says so.

import { useState } from "preact/hooks";

import { changeSetup } from "../commands.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { toast } from "../parts/Toast.tsx";
import type { ChangeSetup } from "../protocol.ts";
import { cards, session } from "../state.ts";
import { t } from "../words.ts";
import type { Refusal } from "./CardFields.tsx";
import { ask, isFrozen, open, type Returned, showPanel, takeBack } from "./desk.ts";
import { FieldError } from "./Field.tsx";
import { type Losing, losing, lost } from "./losing.ts";
import { LosingDialog } from "./LosingDialog.tsx";
import { type Editing, keepMine, look, type Plan, planOf, takeTheirs, toAsk, touch } from "./plan.ts";
import { PlanAgenda, PlanAreas, PlanSteps } from "./PlanLists.tsx";
import { PlanFacts } from "./PlanFacts.tsx";
import { focusPlanNews, PlanNews } from "./PlanNews.tsx";

type Part = "facts" | "areas" | "steps" | "agenda";

export function PlanDialog({ returned }: { returned: Returned<ChangeSetup> | undefined }) {
  const now = planOf(session.value!);
  const [editing, setEditing] = useState<Editing>(() => begin(now, returned));
  const [part, setPart] = useState<Part>("facts");
  const [refusal, setRefusal] = useState<Refusal | null>(returned?.refusal ?? null);
  const [saving, setSaving] = useState(false);
  const [asksToLeave, setAsksToLeave] = useState(false);
  const [asksAbout, setAsksAbout] = useState<Losing | null>(null);

  const { plan, news, clashes } = look(editing, now);
  const isDirty = toAsk(plan, now) !== null;
  const change = (more: Partial<Plan>) => setEditing(touch(editing, now, more));
  const close = () => (open.value = null);
  const leave = () => (isDirty ? setAsksToLeave(true) : close());

  const save = async (agreed?: Losing) => {
    setAsksToLeave(false);
    setAsksAbout(null);
    const whole = withoutBlankRows(plan);
    const missing = nameless(whole);
    if (missing) {
      setPart(missing);
      return setRefusal({ field: missing, sentence: t("Der mangler et navn i en af rækkerne. Skriv det, eller fjern rækken.") });
    }
    if (clashes.length) {
      focusPlanNews();
      return setRefusal({ field: "", sentence: t("Vælg først, hvad der skal stå, hvor I begge har rettet.") });
    }
    const asked = toAsk(whole, now);
    if (!asked) return close();
    const leaving = losing(whole, cards.value);
    if (!agreed && leaving.placed.length + leaving.partly.length) return setAsksAbout(leaving);
    setSaving(true);
    const answer = await ask(changeSetup(asked.changes, asked.seen));
    setSaving(false);
    if (answer.kind === "stored") {
      if (agreed) tell(agreed, answer);
      return close();
    }
    const at = partOf(answer.code, answer.field);
    if (at) setPart(at);
    setRefusal({ field: answer.field, sentence: answer.sentence });
  };
  return (
    <Dialog
      title={t("Planen")}
      wide
      onClose={leave}
      foot={
        <>
          {refusal && !(part === "facts" && refusal.field in plan) ? <FieldError sentence={refusal.sentence} /> : null}
          {asksToLeave ? (
            <p class="dialog__ask" role="alert">
              {t("Du har rettet planen uden at gemme.")}
            </p>
          ) : null}
          {isDirty ? (
            <>
              <button type="button" class="button" onClick={close}>
                {t("Kassér rettelserne")}
              </button>
              <button type="button" class="button button--main" aria-disabled={saving} onClick={() => saving || void save()}>
                {saving ? t("Gemmer …") : t("Gem planen")}
              </button>
            </>
          ) : (
            <button type="button" class="button" onClick={close}>
              {t("Luk")}
            </button>
          )}
        </>
      }
    >
      {asksAbout ? <LosingDialog losing={asksAbout} onConfirm={() => void save(asksAbout)} onClose={() => setAsksAbout(null)} /> : null}
      {isFrozen.value ? <p class="quiet">{t("Kortlægningen er afsluttet. Åbn den igen for at rette planen.")}</p> : null}
      <PlanNews
        editing={editing}
        now={now}
        news={news}
        clashes={clashes}
        onKeep={(field) => setEditing(keepMine(editing, now, field))}
        onTake={(field) => setEditing(takeTheirs(editing, now, field))}
      />
      <Tabs
        id="plan"
        label={t("Planens dele")}
        tabs={[
          { key: "facts", label: t("Workshoppen") },
          { key: "areas", label: t("Fagområder"), count: plan.areas.length },
          { key: "steps", label: t("Trappen"), count: plan.steps.length },
          { key: "agenda", label: t("Dagens program"), count: plan.agenda.length },
        ]}
        selected={part}
        onSelect={setPart}
      />
      <TabPanel id="plan" selected={part}>
        <fieldset class="plan" disabled={isFrozen.value}>
          {part === "facts" ? <PlanFacts plan={plan} change={change} refusal={refusal} /> : null}
          {part === "areas" ? <PlanAreas plan={plan} change={change} /> : null}
          {part === "steps" ? <PlanSteps plan={plan} change={change} /> : null}
          {part === "agenda" ? <PlanAgenda plan={plan} change={change} /> : null}
        </fieldset>
      </TabPanel>
    </Dialog>
  );
}

function tell(gone: Losing, deed: { readonly number: number }): void {
  if (gone.placed.length) showPanel("loose");
  toast(lost(gone), () => void takeBack("undo", deed));
}

function begin(now: Plan, returned: Returned<ChangeSetup> | undefined): Editing {
  if (!returned) return { seen: now, mine: {} };
  const { changes, seen } = returned.command;
  return { seen: { ...now, ...seen } as Plan, mine: changes as Partial<Plan> };
}

/** A row that was added and left empty was not meant. */
function withoutBlankRows(plan: Plan): Plan {
  return {
    ...plan,
    areas: plan.areas.filter(({ name, tag }) => name.trim() || tag.trim()),
    steps: plan.steps.filter(({ name, description }) => name.trim() || description?.trim()),
  };
}

function nameless({ areas, steps, agenda }: Plan): Part | null {
  if (areas.some(({ name, tag }) => !name.trim() || !tag.trim())) return "areas";
  if (steps.some(({ name }) => !name.trim())) return "steps";
  return agenda.some(({ title }) => !title.trim()) ? "agenda" : null;
}

const IN_USE: Readonly<Record<string, Part>> = { area_in_use: "areas", stage_in_use: "agenda" };

/** Where on the form a refusal belongs; null where its field stands on several parts. */
function partOf(code: string, field: string): Part | null {
  if (field === "areas" || field === "steps" || field === "agenda") return field;
  if (field === "columns") return "steps";
  if (field === "tag") return "areas";
  if (field === "minutes") return "agenda";
  if (IN_USE[code]) return IN_USE[code];
  return field in planOf(session.peek()!) ? "facts" : null;
}
