// What the next version will say of itself, as it grows; a remark to it; and the button that makes it.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import { at } from "../at.ts";
import { freeze } from "../commands.ts";
import { ask, isNarrow, kept, shell } from "../console/desk.ts";
import { Field } from "../console/Field.tsx";
import { NowOnly } from "../console/NowOnly.tsx";
import { Confirm } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import { allCards, picture } from "../state.ts";
import { t, tn } from "../words.ts";
import { close, data, faultOf, open, picked, view, writing } from "./tidying.ts";

/** As the server words it: the same that will stand in the version. */
interface Told {
  readonly about: "session" | "process" | "offer" | "question" | "finding" | "action";
  readonly key: string;
  readonly kind: "added" | "withdrawn" | "changed";
  readonly what: string;
  readonly name: string;
  readonly merged_into: string;
  readonly split_from: string;
  readonly source: string;
  readonly why: string;
  readonly fields: readonly { readonly name: string; readonly was: string; readonly now: string }[];
}

const told = signal<readonly Told[] | null>(null);
const note = kept("tidy-note", "");
const refused = signal("");
const PAUSE = 500; // ms between two looks while the board changes

function useChanges(): void {
  const { number } = picture.value;
  useEffect(() => {
    const look = setTimeout(() => void fetchChanges(), told.peek() ? PAUSE : 0);
    return () => clearTimeout(look);
  }, [number]);
}

// A look that fails is made again with the next change; what was told before stays.
async function fetchChanges(): Promise<void> {
  try {
    const answer = await fetch(at(data.changes));
    if (answer.ok) told.value = (await answer.json()) as Told[];
  } catch {
    // No line: the bar says so.
  }
}

export function Changes() {
  useChanges();
  const all = told.value;
  const next = data.version + 1;
  return (
    <section class="tidy-changes" aria-labelledby="tidy-changes-title">
      <header>
        <h2 id="tidy-changes-title">{t("Ændret siden version {version}", { version: data.version })}</h2>
        <p class="small quiet" role="status">
          {all === null ? t("Henter …") : all.length ? tn(all.length, "1 ændring kommer til at stå i version {next}", "{n} ændringer kommer til at stå i version {next}", { next }) : t("Intet er ændret endnu.")}
        </p>
      </header>
      <ul class="tidy-changes__list" tabIndex={0} aria-labelledby="tidy-changes-title">
        {all?.map((one) => (
          <Row key={`${one.about}:${one.key}`} told={one} />
        ))}
      </ul>
      <footer>
        <Field label={t("Bemærkning")} optional hint={t("Står i versionen: hvorfor den er lavet. Skriv ikke navne på personer.")} rows={2} value={note.value} error={refused.value || undefined} onInput={(words) => (note.value = words)} />
        <button type="button" class="button button--main button--wide" onClick={() => (open.value = { kind: "save" })}>
          {t("Gem som version {next}", { next })}
        </button>
      </footer>
    </section>
  );
}

function Row({ told: one }: { told: Told }) {
  const isOnBoard = one.about === "offer" && allCards.value.some((card) => card.card_id === one.key);
  const beside = one.merged_into ? t("nu en del af “{name}”", { name: one.merged_into }) : one.split_from ? t("delt fra “{name}”", { name: one.split_from }) : "";
  return (
    <li>
      <p>
        <span class="quiet">{one.what}: </span>
        {isOnBoard ? (
          <button type="button" class="tidy-changes__name" onClick={() => show(one.key)}>
            {one.name}
          </button>
        ) : (
          one.name
        )}
        {beside ? <span class="quiet"> ({beside})</span> : null}
      </p>
      {one.source || one.why ? <p class="small quiet">{[one.source, one.why].filter(Boolean).join(" · ")}</p> : null}
      {one.fields.map((field) => (
        <p key={field.name} class="small">
          {field.name}: {field.was ? <del>{field.was}</del> : <span class="quiet">{t("intet")}</span>} <span aria-hidden="true">→</span>
          <span class="visually-hidden"> {t("nu")} </span> {field.now ? <ins>{field.now}</ins> : <span class="quiet">{t("intet")}</span>}
        </p>
      ))}
    </li>
  );
}

function show(cardId: string): void {
  view.value = "offers";
  picked.value = cardId;
  // The form may be open already, far above.
  if (isNarrow.peek()) document.getElementById("tidy-form-title")?.focus();
}

export function SaveDialog() {
  const [saving, setSaving] = useState(false);
  const [nowOnly, setNowOnly] = useState(false);
  const next = data.version + 1;
  const unstored = Object.keys(writing.value).length;
  const save = async () => {
    if (saving) return;
    const stopped = faultOf(note.peek());
    refused.value = stopped;
    if (stopped) {
      close();
      return;
    }
    setSaving(true);
    const answer = await ask(freeze({ note: note.peek().trim(), now_only: nowOnly }));
    setSaving(false);
    close();
    if (answer.kind === "refused") {
      refused.value = answer.sentence;
      return;
    }
    note.value = "";
    writing.value = {}; // what could not be stored was told of
    location.assign(`${shell.mapping}/${next}`);
  };
  return (
    <Confirm
      title={told.value?.length === 0 ? t("Intet er ændret. Gem alligevel?") : t("Gem som version {next}?", { next })}
      consequence={
        <>
          {t("Deltagerne og skærmen i rummet ser version {next} fra nu af. Version {version} bliver liggende, som den er.", { next, version: data.version })}
          {unstored ? (
            <span class="field__error">
              <Icon name="alert" />
              <span>{tn(unstored, "1 felt er ikke gemt og kommer ikke med.", "{n} felter er ikke gemt og kommer ikke med.")}</span>
            </span>
          ) : null}
          <NowOnly checked={nowOnly} onChange={setNowOnly} />
        </>
      }
      action={saving ? t("Gemmer …") : t("Gem som version {next}", { next })}
      onConfirm={() => void save()}
      onClose={close}
    />
  );
}
