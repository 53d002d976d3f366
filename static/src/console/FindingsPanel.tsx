// Reflection: what the room sees on the staircase, noted with the cards and the step that it is about.

import { editFinding as editFindingCommand, noteFinding, removeFinding } from "../commands.ts";
import { findingName } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { EditFinding, FindingForm, FindingThing, NoteFinding } from "../protocol.ts";
import { allCards, findings, session, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { Asking } from "./asking.ts";
import { CardPicker } from "./CardPicker.tsx";
import { act, editFinding, findingDraft, isFrozen, NO_FINDING } from "./desk.ts";
import { Choice, Field, FieldError, Select } from "./Field.tsx";

const asking = new Asking<NoteFinding | EditFinding>("finding", "findings", ({ form }) => (findingDraft.value = { ...NO_FINDING, form }));

const FORMS: readonly FindingForm[] = ["overlap", "interface", "gap", "observation"];

export function FindingsPanel() {
  const sorted = [...findings.value].sort((a, b) => a.number - b.number);
  return (
    <div class="two">
      {isFrozen.value ? null : <FindingForm />}
      <div>
        {sorted.length === 0 ? <p class="empty">{t("Intet noteret endnu. Skriv det første, som I får øje på sammen.")}</p> : null}
        <ul class="rowlist findings" data-keys tabIndex={-1}>
          {sorted.map((finding) => (
            <Row key={finding.finding_id} finding={finding} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function FindingForm() {
  const refusal = asking.refusal.value;
  const { saving } = asking;
  const { findingId, form, text, cardIds, stepId } = findingDraft.value;
  const set = (change: Partial<typeof findingDraft.value>) => (findingDraft.value = { ...findingDraft.peek(), ...change });
  const submit = (event: Event) => {
    event.preventDefault();
    const words = { form, text, card_ids: cardIds, step_id: stepId };
    if (!saving) void asking.ask(findingId ? editFindingCommand(findingId, words) : noteFinding(words));
  };
  return (
    <form class="stack" onSubmit={submit}>
      <Choice
        legend={findingId ? t("Ret det noterede") : t("Hvad har I fået øje på?")}
        value={form}
        options={FORMS.map((key) => [key, findingName(key), <Icon name={key} />] as const)}
        onChoose={(next) => set({ form: next })}
      />
      <Field label={t("Hvad er det?")} rows={2} value={text} error={refusal?.field === "text" ? refusal.sentence : undefined} onInput={(next) => set({ text: next })} />
      <CardPicker cardIds={cardIds} onChange={(next) => set({ cardIds: next })} />
      <Select
        label={t("Trin")}
        value={stepId ?? ""}
        options={[["", t("Ikke et bestemt trin")], ...session.value!.steps.map((step, i) => [step.step_id, `${i + 1} ${step.name}`] as const)]}
        onChoose={(next) => set({ stepId: next || null })}
      />
      {refusal && refusal.field !== "text" ? <FieldError sentence={refusal.sentence} /> : null}
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

function Row({ finding }: { finding: FindingThing }) {
  const { finding_id, number, form, text, card_ids, step_id } = finding;
  const names = card_ids.map((cardId) => allCards.value.find((card) => card.card_id === cardId)?.name).filter(Boolean);
  const step = stepIndex(step_id) + 1;
  return (
    <li data-key={`finding:${finding_id}`}>
      <div>
        <p>
          <span class="mark">
            <Icon name={form} />
            {number}
          </span>{" "}
          <b>{findingName(form)}</b> {step ? <span class="quiet">{t("på trin {n}", { n: step })}</span> : null}
        </p>
        <p>{text}</p>
        {names.length ? <p class="small quiet">{names.join(" · ")}</p> : null}
      </div>
      {isFrozen.value ? null : (
        <div class="row__doings">
          <button type="button" class="button button--plain button--small" data-part="edit" aria-label={t("Ret “{name}”", { name: text })} onClick={() => editFinding(finding_id)}>
            {t("Ret")}
          </button>
          <button
            type="button"
            class="button button--plain button--small"
            data-part="remove"
            aria-label={t("Fjern “{name}”", { name: text })}
            onClick={() => void act("panel", removeFinding(finding_id))}
          >
            {t("Fjern")}
          </button>
        </div>
      )}
    </li>
  );
}
