// Templates to begin with: each can be used; own ones can be discarded, and what stands in the form can be kept as one.

import { useState } from "preact/hooks";

import { newId } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";
import { Field, FieldError } from "./Field.tsx";
import type { Shelf, Template } from "./shelf.ts";

interface TemplateListProps<T extends Template> {
  readonly shelf: Shelf<T>;
  readonly readyName: (template_id: string) => string;
  /** What is in it, in a line. */
  readonly aboutOf: (one: T) => string;
  readonly onUse: (one: T) => void;
  /** What is said once it is used. */
  readonly usedAs: (name: string) => string;
  readonly keepLabel: string;
  /** What stands in the form now. */
  readonly toKeep: () => Omit<T, keyof Template>;
}

export function TemplateList<T extends Template>(props: TemplateListProps<T>) {
  const { shelf, readyName, aboutOf, onUse, usedAs } = props;
  const found = shelf.offered.value;
  const [note, setNote] = useState<Note | null>(null);
  if (found === null) return <p class="small quiet">{t("Henter skabelonerne …")}</p>;
  if (found === "failed") {
    return (
      <p class="small">
        {t("Skabelonerne kunne ikke hentes.")}{" "}
        <button type="button" class="button button--small" onClick={() => void shelf.fetch()}>
          {t("Prøv igen")}
        </button>
      </p>
    );
  }
  const all = [...found.ready.map((one) => ({ ...one, name: readyName(one.template_id) }) as T), ...found.kept];
  const begin = (one: T) => {
    onUse(one);
    setNote({ text: usedAs(one.name) });
  };
  return (
    <details class="program__fold">
      <summary>{t("Skabeloner")}</summary>
      <div class="stack">
        <ul class="program__templates">
          {all.map((one) => (
            <li key={one.template_id}>
              <span>
                <b>{one.name}</b> <span class="small quiet">{aboutOf(one)}</span>
              </span>
              <span class="planrow__doings">
                <button type="button" class="button button--small" aria-label={t("Brug “{name}”", { name: one.name })} onClick={() => begin(one)}>
                  {t("Brug")}
                </button>
                {found.kept.includes(one) ? <Discard shelf={shelf} template={one} onDone={setNote} /> : null}
              </span>
            </li>
          ))}
        </ul>
        <div class="program__doings">
          <p role="status">{note?.text}</p>
          {note?.undo ? (
            <button type="button" class="button button--small" onClick={note.undo}>
              {t("Fortryd")}
            </button>
          ) : null}
        </div>
        <Keep {...props} onDone={setNote} />
      </div>
    </details>
  );
}

interface Note {
  readonly text: string;
  readonly undo?: () => void;
}

interface DiscardProps<T extends Template> {
  readonly shelf: Shelf<T>;
  readonly template: T;
  readonly onDone: (note: Note) => void;
}

function Discard<T extends Template>({ shelf, template, onDone }: DiscardProps<T>) {
  const { name } = template;
  const undo = async () => onDone({ text: (await shelf.keep(template)) ?? t("Skabelonen “{name}” er her igen.", { name }) });
  const discard = async () => {
    const wrong = await shelf.discard(template.template_id);
    onDone(wrong ? { text: wrong } : { text: t("Skabelonen “{name}” er slettet.", { name }), undo: () => void undo() });
  };
  return (
    <button type="button" class="button button--small button--icon" aria-label={t("Slet skabelonen “{name}”", { name })} onClick={() => void discard()}>
      <Icon name="close" />
    </button>
  );
}

function Keep<T extends Template>({ shelf, keepLabel, toKeep, onDone }: TemplateListProps<T> & Pick<DiscardProps<T>, "onDone">) {
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const keep = async () => {
    const found = name.trim() ? await shelf.keep({ template_id: newId(), name, ...toKeep() } as T) : t("Skriv, hvad skabelonen skal hedde.");
    setWrong(found);
    if (found) return;
    setName("");
    onDone({ text: t("Gemt som “{name}”. Den kan vælges her, og når du laver en ny workshop.", { name: name.trim() }) });
  };
  return (
    <div class="program__keep">
      <Field label={keepLabel} hint={t("Alle, der bruger Tilbudstrappen hos jer, kan vælge den.")} value={name} onInput={setName} />
      <button type="button" class="button" onClick={() => void keep()}>
        {t("Gem skabelonen")}
      </button>
      {wrong ? <FieldError sentence={wrong} /> : null}
    </div>
  );
}
