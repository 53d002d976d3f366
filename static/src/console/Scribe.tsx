// Writing cards on behalf of a table, many in a row: Enter puts one forward, and the name of the next can be written at once.

import { useRef, useState } from "preact/hooks";

import { addCard, newId } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { Icon } from "../parts/Icon.tsx";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { BLANK, CardFields, AreaField, type Refusal, type Writing } from "./CardFields.tsx";
import { ask, kept } from "./desk.ts";
import { FieldError, Select } from "./Field.tsx";

const draft = kept<Writing>("scribe", BLANK);
const stepDraft = kept("scribe-step", "");

export function Scribe() {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [saving, setSaving] = useState(false);
  const [stored, setStored] = useState<string | null>(null);
  const name = useRef<HTMLElement | null>(null);
  const writing = draft.value;

  const submit = async (event: Event) => {
    event.preventDefault();
    if (saving) return;
    if (!writing.area_id) return setRefusal({ field: "area_id", sentence: t("Vælg det fagområde, kortet hører til.") });
    setSaving(true);
    const answer = await ask(addCard(newId(), writing, { step_id: stepDraft.peek() || null }));
    setSaving(false);
    if (answer.kind === "refused") {
      setRefusal(answer);
    } else {
      setRefusal(null);
      setStored(writing.name);
      announce(t("“{name}” er gemt", { name: writing.name }));
      // Area and unit stay: the next card is mostly from the same table. A name that was begun meanwhile stays too.
      const next = draft.peek();
      draft.value = { ...BLANK, area_id: next.area_id, organisational_unit: next.organisational_unit, name: next.name === writing.name ? "" : next.name };
    }
    name.current?.focus();
  };
  // Enter in the name puts the card forward; a name has no lines of its own.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.target !== name.current || event.isComposing) return;
    void submit(event);
  };
  return (
    <form class="scribe" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <p class="small quiet panel__hint">{t("Skriv for et bord eller for en, der ikke har en telefon. Enter lægger kortet frem, og du kan skrive det næste.")}</p>
      <div class="scribe__where">
        <AreaField writing={writing} error={refusal?.field === "area_id" ? refusal.sentence : undefined} onWrite={write} />
        <Select
          label={t("Trin")}
          value={stepDraft.value}
          options={[["", t("Ikke placeret")], ...session.value!.steps.map((step, i) => [step.step_id, `${i + 1} ${step.name}`] as const)]}
          onChoose={(stepId) => (stepDraft.value = stepId)}
        />
      </div>
      <CardFields writing={writing} refusal={refusal} withArea={false} nameRef={(element) => (name.current = element)} onWrite={write} />
      {refusal && !(refusal.field in writing) ? <FieldError sentence={refusal.sentence} /> : null}
      <div class="scribe__foot">
        <button class="button button--main" aria-disabled={saving}>
          {saving ? t("Gemmer …") : t("Læg kortet frem")}
        </button>
        {stored ? (
          <p class="state state--stored">
            <Icon name="check" />
            <span>{t("“{name}” er gemt", { name: stored })}</span>
          </p>
        ) : null}
      </div>
    </form>
  );
}

function write(change: Partial<Writing>): void {
  draft.value = { ...draft.peek(), ...change };
}
