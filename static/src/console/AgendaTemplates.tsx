// What the program is made from: a new point of any kind, and agendas to begin with, ready-made or kept by this installation.

import { useState } from "preact/hooks";

import { newId } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Stage } from "../protocol.ts";
import { stage } from "../state.ts";
import { t } from "../words.ts";
import { begunWith, type Held, type Program } from "./agenda.ts";
import { kindName } from "./day.ts";
import { Field, FieldError, Select } from "./Field.tsx";
import { discardTemplate, fetchTemplates, keepTemplate, offered, readyName, type Template } from "./templates.ts";

interface AddPointProps {
  readonly agenda: readonly Stage[];
  readonly onAdd: (point: Stage, afterId: string) => void;
}

export function AddPoint({ agenda, onAdd }: AddPointProps) {
  const [kind, setKind] = useState<string>("break");
  const [chosen, setChosen] = useState("");
  if (offered.value === null || offered.value === "failed") return null;
  const { kinds } = offered.value;
  const after = agenda.find((one) => one.stage_id === chosen) ?? agenda.find((one) => one.stage_id === stage.value!.stage_id) ?? agenda[0]!;
  const add = () => {
    const proposed = kinds.find((one) => one.kind === kind);
    if (!proposed) return;
    const fresh = agenda.some((one) => one.kind === kind) ? anotherRound(proposed, agenda) : { ...proposed, stage_id: newId() };
    // A break changes nothing of what can be read.
    onAdd(kind === "break" ? { ...fresh, texts: after.texts } : fresh, after.stage_id);
  };
  return (
    <div class="program__add">
      <Select label={t("Nyt punkt")} value={kind} options={kinds.map((one) => [one.kind, kindName(one.kind)])} onChoose={setKind} />
      <Select label={t("Efter")} value={after.stage_id} options={agenda.map((one) => [one.stage_id, one.title])} onChoose={setChosen} />
      <button type="button" class="button" onClick={add}>
        <Icon name="plus" />
        {t("Tilføj")}
      </button>
    </div>
  );
}

/** The same once more, as a point of its own: "Vi skriver tilbud, 2. runde". */
export function anotherRound(point: Stage, agenda: readonly Stage[]): Stage {
  const n = agenda.filter((one) => one.kind === point.kind).length + 1;
  const title = point.kind === "break" ? point.title : t("{title}, {n}. runde", { title: agenda.find((one) => one.kind === point.kind)?.title ?? point.title, n });
  return { ...point, stage_id: newId(), title, given_up: 0 };
}

interface AgendaTemplatesProps {
  readonly program: Program;
  readonly held: Held;
  readonly onBegin: (program: Program) => void;
}

export function AgendaTemplates({ program, held, onBegin }: AgendaTemplatesProps) {
  const found = offered.value;
  const [note, setNote] = useState<Note | null>(null);
  if (found === null) return <p class="small quiet">{t("Henter skabelonerne …")}</p>;
  if (found === "failed") {
    return (
      <p class="small">
        {t("Skabelonerne kunne ikke hentes.")}{" "}
        <button type="button" class="button button--small" onClick={() => void fetchTemplates()}>
          {t("Prøv igen")}
        </button>
      </p>
    );
  }
  const all: readonly Template[] = [...found.ready.map((one) => ({ ...one, name: readyName(one.template_id) })), ...found.kept];
  const begin = ({ agenda, name }: Template) => {
    onBegin(begunWith(program, held, agenda));
    setNote({ text: t("Programmet er nu som “{name}”. Gem planen, når det passer.", { name }) });
  };
  return (
    <details class="program__fold">
      <summary>{t("Skabeloner")}</summary>
      <div class="stack">
        <ul class="program__templates">
          {all.map((one) => (
            <li key={one.template_id}>
              <span>
                <b>{one.name}</b> <span class="small quiet">{one.agenda.map(({ title }) => title).join(" · ")}</span>
              </span>
              <span class="planrow__doings">
                <button type="button" class="button button--small" aria-label={t("Brug “{name}”", { name: one.name })} onClick={() => begin(one)}>
                  {t("Brug")}
                </button>
                {found.kept.includes(one) ? <Discard template={one} onDone={setNote} /> : null}
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
        <Keep agenda={program.agenda} onDone={setNote} />
      </div>
    </details>
  );
}

interface Note {
  readonly text: string;
  readonly undo?: () => void;
}

function Discard({ template: { template_id, name, agenda }, onDone }: { template: Template; onDone: (note: Note) => void }) {
  const undo = async () => onDone({ text: (await keepTemplate(name, agenda, template_id)) ?? t("Skabelonen “{name}” er her igen.", { name }) });
  const discard = async () => {
    const wrong = await discardTemplate(template_id);
    onDone(wrong ? { text: wrong } : { text: t("Skabelonen “{name}” er slettet.", { name }), undo: () => void undo() });
  };
  return (
    <button type="button" class="button button--small button--icon" aria-label={t("Slet skabelonen “{name}”", { name })} onClick={() => void discard()}>
      <Icon name="close" />
    </button>
  );
}

function Keep({ agenda, onDone }: { agenda: readonly Stage[]; onDone: (note: Note) => void }) {
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const keep = async () => {
    const found = name.trim() ? await keepTemplate(name, agenda) : t("Skriv, hvad skabelonen skal hedde.");
    setWrong(found);
    if (found) return;
    setName("");
    onDone({ text: t("Gemt som “{name}”. Den kan vælges her, og når du laver en ny workshop.", { name: name.trim() }) });
  };
  return (
    <div class="program__keep">
      <Field label={t("Gem programmet som skabelon")} hint={t("Alle, der bruger Tilbudstrappen hos jer, kan vælge den.")} value={name} onInput={setName} />
      <button type="button" class="button" onClick={() => void keep()}>
        {t("Gem skabelonen")}
      </button>
      {wrong ? <FieldError sentence={wrong} /> : null}
    </div>
  );
}
