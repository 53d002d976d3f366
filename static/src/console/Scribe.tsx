// Writing cards on behalf of a table or a person, many in a row and by keys alone: Enter puts one forward, and the name of the next can
// be written at once. What is begun, and for whom, is there again when the page is loaded anew.

import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { addCard, type Behalf, newId } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { AddCard } from "../protocol.ts";
import { here, session } from "../state.ts";
import { t, tn } from "../words.ts";
import { BLANK, CardFields, AreaField, type Writing } from "./CardFields.tsx";
import { Asking } from "./asking.ts";
import { kept } from "./desk.ts";
import { FieldError, Select } from "./Field.tsx";
import { usePeople } from "./People.tsx";

const draft = kept<Writing>("scribe", BLANK);
const stepDraft = kept("scribe-step", "");
/** "table/…" or "person/…"; empty for the whole area. */
const forDraft = kept("scribe-for", "");
const written = kept("scribe-written", 0);
const stored = signal<string | null>(null);
const asking = new Asking<AddCard>("scribe", "scribe", ({ offer }) => {
  stored.value = offer.name;
  written.value += 1;
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
  const options = useBehalves(writing.area_id);
  const chosen = options.some(([key]) => key === forDraft.value) ? forDraft.value : "";

  const submit = async (event: Event) => {
    event.preventDefault();
    if (saving) return;
    if (!writing.area_id) {
      asking.refusal.value = { field: "area_id", sentence: t("Vælg det fagområde, kortet hører til.") };
      return;
    }
    const answer = await asking.ask(addCard(newId(), writing, { step_id: stepDraft.peek() || null }, "", behalfOf(chosen)));
    if (answer.kind === "stored" || !(answer.field in writing)) name.current?.focus();
  };
  // Enter in the name puts the card forward; a name has no lines of its own. With Ctrl it does so from anywhere.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const forward = event.ctrlKey || event.metaKey || (event.target === name.current && !event.shiftKey);
    if (event.key === "Enter" && forward) void submit(event);
    else if (event.key === "Escape") document.getElementById("work")?.focus();
  };
  return (
    <form class="scribe" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <p class="small quiet panel__hint">
        {t("Skriv for et bord eller for en, der ikke har en telefon. Enter i navnet (eller Ctrl + Enter) lægger kortet frem, og du kan skrive det næste. Esc går til tavlen; det, du har skrevet, bliver. N fører hertil igen.")}
      </p>
      <div class="scribe__where">
        <AreaField writing={writing} error={refusal?.field === "area_id" ? refusal.sentence : undefined} onWrite={write} />
        {options.length > 1 ? <Select label={t("Skriv for")} value={chosen} options={options} onChoose={(key) => (forDraft.value = key)} /> : null}
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
        {written.value ? <p class="small quiet">{tn(written.value, "{n} kort skrevet herfra", "{n} kort skrevet herfra")}</p> : null}
      </div>
    </form>
  );
}

/** For whom one may write in an area: all of it, one of its tables, or one of its people who gave a name. */
function useBehalves(areaId: string): readonly (readonly [string, string])[] {
  const people = usePeople(true, here.value.reduce((sum, area) => sum + (area.people ?? 0), 0));
  const tables = (session.value!.tables ?? []).filter((table) => table.area_ids?.includes(areaId));
  const named = Array.isArray(people) ? people.filter((person) => person.area_id === areaId && person.name) : [];
  return [
    ["", t("Hele fagområdet")],
    ...(tables.length > 1 ? tables.map((table) => [`table/${table.table_id}`, table.name] as const) : []),
    ...named.map((person) => [`person/${person.person_id}`, person.name] as const),
  ];
}

function behalfOf(key: string): Behalf {
  const [kind, id] = key.split("/");
  if (!id) return {};
  return kind === "table" ? { for_table_id: id } : { for_person_id: id };
}

function write(change: Partial<Writing>): void {
  draft.value = { ...draft.peek(), ...change };
}
