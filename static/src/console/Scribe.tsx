// Writing cards on behalf of a table, many in a row: Enter puts one forward, and the name of the next can be written at once.

import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { addCard, newId } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { AddCard } from "../protocol.ts";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { BLANK, CardFields, AreaField, type Writing } from "./CardFields.tsx";
import { Asking } from "./asking.ts";
import { kept } from "./desk.ts";
import { FieldError, Select } from "./Field.tsx";

const draft = kept<Writing>("scribe", BLANK);
const stepDraft = kept("scribe-step", "");
const stored = signal<string | null>(null);
const asking = new Asking<AddCard>("scribe", "scribe", ({ offer }) => {
  stored.value = offer.name;
  announce(t("“{name}” er gemt", { name: offer.name }));
  // Area and unit stay: the next card is mostly from the same table. A name that was begun meanwhile stays too.
  const { area_id, organisational_unit, name } = draft.peek();
  draft.value = { ...BLANK, area_id, organisational_unit, name: name === offer.name ? "" : name };
});

export function Scribe() {
  const refusal = asking.refusal.value;
  const { saving } = asking;
  const name = useRef<HTMLElement | null>(null);
  const writing = draft.value;

  const submit = async (event: Event) => {
    event.preventDefault();
    if (saving) return;
    if (!writing.area_id) {
      asking.refusal.value = { field: "area_id", sentence: t("Vælg det fagområde, kortet hører til.") };
      return;
    }
    const answer = await asking.ask(addCard(newId(), writing, { step_id: stepDraft.peek() || null }));
    if (answer.kind === "stored" || !(answer.field in writing)) name.current?.focus();
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
        {stored.value ? (
          <p class="state state--stored">
            <Icon name="check" />
            <span>{t("“{name}” er gemt", { name: stored.value })}</span>
          </p>
        ) : null}
      </div>
    </form>
  );
}

function write(change: Partial<Writing>): void {
  draft.value = { ...draft.peek(), ...change };
}
