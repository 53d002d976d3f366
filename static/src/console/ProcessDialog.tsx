// The process plan (procesplan): what is known, decided and left for later at each of the mapping's five steps, with questions to
// talk about beside it. What the screens show is decided here in the same fields as in the plan, so nothing is written twice.

import { useState } from "preact/hooks";

import { looksLikeCpr } from "../cpr.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { ChangeSetup, ProcessNote } from "../protocol.ts";
import { t } from "../words.ts";
import type { Refusal } from "./CardFields.tsx";
import { isFrozen, isNarrow, open, type Returned } from "./desk.ts";
import { Choice, Field } from "./Field.tsx";
import { type Plan, PROCESS_STEPS } from "./plan.ts";
import { type PlanEditing, usePlanEditing } from "./planEditing.ts";
import { PlanFoot } from "./PlanFoot.tsx";
import { PlanNews } from "./PlanNews.tsx";
import { processName, questions } from "./questions.ts";
import { UpkeepFields } from "./UpkeepFields.tsx";

type Step = ProcessNote["step"];

interface ProcessDialogProps {
  readonly step: Step;
  readonly returned: Returned<ChangeSetup> | undefined;
}

export function ProcessDialog({ step, returned }: ProcessDialogProps) {
  const editing = usePlanEditing(returned);
  const [selected, setSelected] = useState(step);
  const save = async () => {
    const wanted = editing.ready(editing.plan);
    const answer = wanted && (await editing.save(wanted));
    const at = answer?.kind === "refused" ? stepAtFault(answer, editing.plan) : null;
    if (at) setSelected(at);
  };
  const isToldAbove = editing.refusal !== null && stepAtFault(editing.refusal, editing.plan) === selected;
  return (
    <Dialog
      title={t("Procesplan")}
      wide
      onClose={() => editing.leave()}
      foot={<PlanFoot editing={editing} save={() => void save()} label={t("Gem procesplanen")} isToldAbove={isToldAbove} />}
    >
      <p class="quiet">
        {isFrozen.value
          ? t("Kortlægningen er afsluttet. Åbn den igen for at rette planen.")
          : t("Skriv det, I ved og beslutter, før, under og efter dagen. Alt kan stå tomt. Det følger med kortlægningen, som deltagerne kan læse.")}
      </p>
      <PlanNews {...editing.news} />
      <Tabs
        id="process"
        label={t("Kortlægningens trin")}
        tabs={PROCESS_STEPS.map((key, i) => ({ key, label: `${i + 1} ${processName(key)}` }))}
        selected={selected}
        onSelect={setSelected}
      />
      <TabPanel id="process" selected={selected}>
        <div class="process">
          <details class="process__questions" open={!isNarrow.value}>
            <summary>{t("Tal om")}</summary>
            <ul>
              {questions(selected).map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          </details>
          {/* Keyed: the fields of one step are not those of another, also for whoever undoes their typing. */}
          <fieldset key={selected} class="process__fields stack" disabled={isFrozen.value}>
            <Decided step={selected} editing={editing} />
            <Notes step={selected} editing={editing} />
          </fieldset>
        </div>
      </TabPanel>
    </Dialog>
  );
}

/** What the step decides that other screens show. */
function Decided({ step, editing }: { step: Step; editing: PlanEditing }) {
  const { plan, change, refusal } = editing;
  const text = (field: "purpose" | "expected_outcome" | "end_product") => ({
    value: plan[field],
    rows: 3,
    error: refusal?.field === field ? refusal.sentence : undefined,
    onInput: (value: string) => change({ [field]: value }),
  });
  switch (step) {
    case "purpose":
      return (
        <>
          <Field label={t("Formål")} hint={t("Står på skærmen og på telefonerne, når I byder velkommen.")} {...text("purpose")} />
          <Field label={t("Forventet udbytte")} hint={t("Står på skærmen, når I slutter med hvem der gør hvad.")} {...text("expected_outcome")} />
        </>
      );
    case "delimitation":
      return (
        <>
          <Choice
            legend={t("Afgrænsning")}
            value={plan.scope}
            options={[
              ["broad", t("Bred: på tværs af almen- og specialområdet")],
              ["narrow", t("Snæver: ét fagområde eller én målgruppe")],
            ]}
            onChoose={(scope) => change({ scope })}
          />
          <label class="check">
            <input type="checkbox" checked={plan.consultative} onChange={(event) => change({ consultative: event.currentTarget.checked })} />
            <span>{t("Konsultative tilbud til fagpersoner er med")}</span>
          </label>
        </>
      );
    case "mapping":
      return (
        <section class="field" aria-labelledby="process-areas">
          <h3 class="field__label" id="process-areas">
            {t("Fagområder")}
          </h3>
          <p class="field__hint">{t("Deltagerne vælger et af dem, når de går ind.")}</p>
          <ul class="process__areas">
            {plan.areas.map(({ area_id, tag, name }) => (
              <li key={area_id}>
                <Tag tag={tag} /> {name}
              </li>
            ))}
          </ul>
          <button type="button" class="button button--plain button--small button--start" onClick={() => editing.leave(() => (open.value = { kind: "plan" }))}>
            {t("Ret fagområder, trappe og program i planen")}
          </button>
        </section>
      );
    case "follow_up":
      return null;
    case "end_product":
      return (
        <>
          <p class="field__hint">{t("Det står på skærmen og på telefonerne, når I slutter med hvem der gør hvad.")}</p>
          <Field label={t("Besluttet slutprodukt")} {...text("end_product")} />
          <UpkeepFields upkeep={plan.upkeep} date={plan.date} refusal={refusal} change={(more) => change({ upkeep: { ...plan.upkeep, ...more } })} />
        </>
      );
  }
}

function Notes({ step, editing }: { step: Step; editing: PlanEditing }) {
  const { plan, change, refusal } = editing;
  const note = plan.process.find((one) => one.step === step)!;
  const text = (field: "input" | "decisions" | "further") => ({
    value: note[field],
    rows: 3,
    error: refusal?.field === field && stepAtFault(refusal, plan) === step ? refusal.sentence : undefined,
    onInput: (value: string) => change({ process: plan.process.map((one) => (one.step === step ? { ...one, [field]: value } : one)) }),
  });
  return (
    <>
      <Field label={t("Relevant input")} hint={t("Det, I ved i forvejen, og det, I skal tage højde for.")} {...text("input")} />
      <Field label={t("Beslutninger")} {...text("decisions")} />
      <Field label={t("Punkter til videre arbejde")} {...text("further")} />
    </>
  );
}

const NOTES = ["input", "decisions", "further"] as const;

/** Where a refused text stands. Of five notes of one name it is the one with a number that looks like a CPR number, or the longest. */
function stepAtFault({ field }: Refusal, { process, upkeep }: Plan): Step | null {
  if (field === "purpose" || field === "expected_outcome") return "purpose";
  if (field === "end_product" || field in upkeep) return "end_product";
  const name = NOTES.find((one) => one === field);
  if (!name) return null;
  const longest = [...process].sort((a, b) => b[name].length - a[name].length)[0]!;
  return (process.find((note) => looksLikeCpr(note[name])) ?? longest).step;
}
