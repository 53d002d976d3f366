// A finding, new or put right: what it is, with the cards, the step and the target group that it is about, and for offers that
// seem to overlap or to meet the handbook's questions of how they differ.

import { editFinding, noteFinding } from "../commands.ts";
import { findingName } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { Comparison, EditFinding, FindingForm as Form, NoteFinding } from "../protocol.ts";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { Asking } from "./asking.ts";
import { CardPicker } from "./CardPicker.tsx";
import { findingDraft, NO_FINDING } from "./desk.ts";
import { Choice, Field, FieldError, Select } from "./Field.tsx";
import { relationName } from "./findings.ts";

const asking = new Asking<NoteFinding | EditFinding>("finding", "findings", ({ form }) => (findingDraft.value = { ...NO_FINDING, form }));

const FORMS: readonly Form[] = ["overlap", "interface", "gap", "observation"];
const WITH_FIELD = /^(text|target_group|comparison\..*)$/;

export function FindingForm() {
  const refusal = asking.refusal.value;
  const { saving } = asking;
  const { findingId, form, text, cardIds, stepId, targetGroup, comparison } = findingDraft.value;
  const set = (change: Partial<typeof findingDraft.value>) => (findingDraft.value = { ...findingDraft.peek(), ...change });
  const error = (field: string) => (refusal?.field === field ? refusal.sentence : undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    const words = { form, text, card_ids: cardIds, step_id: stepId, target_group: targetGroup, comparison };
    if (!saving) void asking.ask(findingId ? editFinding(findingId, words) : noteFinding(words));
  };
  return (
    <form class="stack" onSubmit={submit}>
      <Choice
        legend={findingId ? t("Ret fundet") : t("Hvad har I fået øje på?")}
        value={form}
        options={FORMS.map((key) => [key, findingName(key), <Icon name={key} />] as const)}
        onChoose={(next) => set({ form: next })}
      />
      <Field label={t("Hvad er det?")} rows={2} value={text} error={error("text")} onInput={(next) => set({ text: next })} />
      {form === "gap" || targetGroup ? (
        <Field
          label={t("Hvem mangler der noget til?")}
          optional
          value={targetGroup}
          error={error("target_group")}
          onInput={(next) => set({ targetGroup: next })}
        />
      ) : null}
      <CardPicker cardIds={cardIds} onChange={(next) => set({ cardIds: next })} />
      <Select
        label={t("Trin")}
        value={stepId ?? ""}
        options={[["", t("Ikke et bestemt trin")], ...session.value!.steps.map((step, i) => [step.step_id, `${i + 1} ${step.name}`] as const)]}
        onChoose={(next) => set({ stepId: next || null })}
      />
      {form === "overlap" || form === "interface" ? (
        <Compare answers={comparison} error={error} onChange={(next) => set({ comparison: next })} />
      ) : null}
      {refusal && !WITH_FIELD.test(refusal.field) ? <FieldError sentence={refusal.sentence} /> : null}
      <div class="form__foot">
        <button class="button button--main" aria-disabled={saving}>
          {saving ? t("Gemmer …") : findingId ? t("Gem rettelsen") : t("Notér")}
        </button>
        {findingId ? (
          <button type="button" class="button" onClick={() => (findingDraft.value = NO_FINDING)}>
            {t("Lad være med at rette")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

interface CompareProps {
  readonly answers: Comparison;
  readonly error: (field: string) => string | undefined;
  readonly onChange: (answers: Comparison) => void;
}

/** Folded away: on the day an overlap is noted, and mostly looked into later. */
function Compare({ answers, error, onChange }: CompareProps) {
  const { form, method, intensity, relation } = answers;
  const refused = ["form", "method", "intensity"].some((field) => error(`comparison.${field}`));
  return (
    <details class="fold" open={refused || Object.values(answers).some(Boolean)}>
      <summary>{t("Sammenlign tilbuddene")}</summary>
      <div class="stack">
        <Choice
          legend={t("Supplerer de hinanden, eller overlapper de?")}
          value={relation}
          options={(["", "complementary", "overlapping"] as const).map((key) => [key, relationName(key)] as const)}
          onChoose={(next) => onChange({ ...answers, relation: next })}
        />
        <Field
          label={t("Hvad er forskellen i form?")}
          hint={t("Konsultativt, i gruppe eller individuelt.")}
          optional
          value={form}
          error={error("comparison.form")}
          onInput={(next) => onChange({ ...answers, form: next })}
        />
        <Field
          label={t("Hvad er forskellen i metode?")}
          optional
          value={method}
          error={error("comparison.method")}
          onInput={(next) => onChange({ ...answers, method: next })}
        />
        <Field
          label={t("Hvad er forskellen i intensitet og specialisering?")}
          optional
          value={intensity}
          error={error("comparison.intensity")}
          onInput={(next) => onChange({ ...answers, intensity: next })}
        />
      </div>
    </details>
  );
}
