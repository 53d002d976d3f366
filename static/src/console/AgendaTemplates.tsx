// What the program is made from: a new point of any kind, and agendas to begin with, ready-made or kept by this installation.

import { useState } from "preact/hooks";

import { newId } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Stage } from "../protocol.ts";
import { stage } from "../state.ts";
import { t } from "../words.ts";
import { begunWith, type Held, type Program } from "./agenda.ts";
import { kindName } from "./day.ts";
import { Select } from "./Field.tsx";
import { TemplateList } from "./TemplateList.tsx";
import { agendas, fresh, readyName, type Template } from "./templates.ts";

interface AddPointProps {
  readonly agenda: readonly Stage[];
  readonly onAdd: (point: Stage, afterId: string) => void;
}

export function AddPoint({ agenda, onAdd }: AddPointProps) {
  const [kind, setKind] = useState<string>("break");
  const [chosen, setChosen] = useState("");
  const found = agendas.offered.value;
  if (found === null || found === "failed") return null;
  const { kinds } = found;
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
  return (
    <TemplateList<Template>
      shelf={agendas}
      readyName={readyName}
      aboutOf={({ agenda }) => agenda.map(({ title }) => title).join(" · ")}
      onUse={({ agenda }) => onBegin(begunWith(program, held, agenda))}
      usedAs={(name) => t("Programmet er nu som “{name}”. Gem planen, når det passer.", { name })}
      keepLabel={t("Gem programmet som skabelon")}
      toKeep={() => ({ agenda: fresh(program.agenda) })}
    />
  );
}
