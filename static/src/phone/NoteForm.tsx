// A finding: what kind, in words, and if one likes which step and which cards it is about.

import { useState } from "preact/hooks";

import { newId } from "../commands.ts";
import { findingName } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import { cards, openStage, session } from "../state.ts";
import { t, tn } from "../words.ts";
import { CardPicker } from "./CardPicker.tsx";
import { WayBack } from "./CardsLink.tsx";
import { type Note, useDesk } from "./desk.ts";
import { limits, textTrouble, type Trouble } from "./fields.ts";
import { back } from "./pages.ts";
import { TextInput, TroubleLine } from "./TextInput.tsx";

const FORMS = ["overlap", "interface", "gap", "observation"] as const;

export function NoteForm({ findingId }: { findingId?: string | undefined }) {
  const desk = useDesk();
  const [fresh] = useState(newId);
  const [picks, setPicks] = useState(false);
  const [empty, setEmpty] = useState(false);
  const note = (findingId && desk.openStored(findingId)) || desk.openNote(fresh);
  const write = (patch: Partial<Note>) => {
    setEmpty(false);
    desk.writeNote({ ...note, ...patch });
  };
  const trouble: Trouble | undefined = empty ? { fact: t("Skriv noget først.") } : textTrouble(note.text, limits.finding, note.target_group);

  return (
    <>
      <WayBack to={openStage.value?.title ?? ""} onBack={back} />
      <form class="form" onSubmit={onSubmit} noValidate>
        <fieldset class="field">
          <legend class="field__label">{t("Hvad er det?")}</legend>
          <div class="choices">
            {FORMS.map((form) => (
              <button key={form} type="button" class="choice" aria-pressed={note.form === form} onClick={() => write({ form })}>
                <Icon name={form} />
                <span>
                  {findingName(form)}
                  <span class="choice__about">{meaning(form)}</span>
                </span>
              </button>
            ))}
          </div>
        </fieldset>
        <TextInput
          label={t("Med jeres ord")}
          value={note.text}
          limit={limits.finding}
          trouble={trouble}
          rows={3}
          takesFocus={note.text === ""}
          onWrite={(text) => write({ text })}
        />
        {note.form === "gap" ? (
          <TextInput
            label={t("Hvem mangler der noget til?")}
            value={note.target_group ?? ""}
            limit={limits.target_group}
            trouble={textTrouble(note.target_group ?? "", limits.target_group)}
            optional
            onWrite={(target_group) => write({ target_group })}
          />
        ) : null}
        <label class="field">
          <span class="field__label">
            {t("Hvilket trin?")} <span class="quiet">{t("(kan stå tomt)")}</span>
          </span>
          <select
            class="input"
            value={note.step_id ?? ""}
            onChange={(event) => write({ step_id: event.currentTarget.value || null })}
          >
            <option value="">{t("Intet bestemt trin")}</option>
            {session.value?.steps.map((step, index) => (
              <option key={step.step_id} value={step.step_id}>{`${index + 1} ${step.name}`}</option>
            ))}
          </select>
        </label>
        <div class="field">
          <span class="field__label">
            {t("Hvilke kort?")} <span class="quiet">{t("(kan stå tomt)")}</span>
          </span>
          <ul class="picked">
            {note.card_ids.map((id) => (
              <li key={id}>{cards.value.find((card) => card.card_id === id)?.name}</li>
            ))}
          </ul>
          <button type="button" class="button" onClick={() => setPicks(true)}>
            <Icon name="search" />
            {note.card_ids.length > 0
              ? tn(note.card_ids.length, "Vælg andre kort (1 valgt)", "Vælg andre kort ({n} valgt)")
              : t("Vælg kort")}
          </button>
        </div>
        {note.text ? (
          <button
            type="button"
            class="button button--plain form__away"
            onClick={() => (desk.discardNote(note.finding_id), back())}
          >
            {note.edits ? t("Lad det stå, som det var") : t("Slet kladden")}
          </button>
        ) : null}
        <div class="dock">
          {note.refused ? <TroubleLine trouble={{ fact: note.refused.sentence }} /> : <StateLine keeping={{ kind: "draft" }} />}
          <button class="button button--main button--wide button--large">{note.edits ? t("Gem rettelserne") : t("Læg det frem")}</button>
        </div>
      </form>
      {picks ? (
        <CardPicker chosen={note.card_ids} onChoose={(card_ids) => write({ card_ids })} onClose={() => setPicks(false)} />
      ) : null}
    </>
  );

  function onSubmit(event: Event): void {
    event.preventDefault();
    if (!note.text.trim()) setEmpty(true);
    else if (!textTrouble(note.text, limits.finding, note.target_group) && !textTrouble(note.target_group ?? "", limits.target_group)) {
      desk.sendNote(note);
      back();
    }
  }
}

function meaning(form: (typeof FORMS)[number]): string {
  switch (form) {
    case "overlap":
      return t("To tilbud gør det samme");
    case "interface":
      return t("Her skal vi arbejde sammen");
    case "gap":
      return t("Her er der ikke noget");
    case "observation":
      return t("Noget andet, vi ser");
  }
}
