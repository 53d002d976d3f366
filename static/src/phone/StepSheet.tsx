// Where a card stands: the staircase itself as a list, the top step first. One main step, and any others it is on as well; then, where
// the staircase has columns, the column.

import { useState } from "preact/hooks";

import type { Place } from "../commands.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { columnWords, listed, stepNumber } from "./labels.ts";
import { Stairs } from "./Stairs.tsx";

export interface Standing {
  readonly step_id: string | null;
  readonly column_id: string | null;
  readonly other_steps: readonly string[];
}

/** As a move asks for it: whoever chose here has seen the columns, so none is none. */
export function placeAt({ step_id, column_id, other_steps }: Standing): Place {
  return { step_id, column_id: column_id ?? "", other_steps };
}

interface Props {
  readonly title: string;
  readonly about: string;
  /** Where it stands now. */
  readonly place: Standing;
  readonly verb: "move" | "choose";
  readonly onChoose: (place: Standing) => void;
  readonly onClose: () => void;
}

export function StepSheet({ title, about, place, verb, onChoose, onClose }: Props) {
  const steps = session.value?.steps ?? [];
  const columns = session.value?.columns ?? [];
  const [main, setMain] = useState(place.step_id);
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set(place.other_steps));
  const [view, look] = useState<"main" | "others" | "column">("main");
  const [chosenColumn, setColumn] = useState(place.column_id);
  const column = columns.some((one) => one.column_id === chosenColumn) ? chosenColumn : null;
  const choosesOthers = view === "others";
  const also = steps.map((step) => step.step_id).filter((id) => others.has(id) && id !== main);
  const start = main ?? steps[0]?.step_id;

  if (view === "column") {
    return (
      <Sheet title={t("Vælg kolonne")} about={about} onClose={onClose} flush foot={foot()}>
        <ul class="columnlist">
          {[...columns, { column_id: null, name: t("Uden kolonne"), description: "" }].map(({ column_id, name, description }) => (
            <li key={column_id}>
              <button type="button" class="stairlist__choose columnlist__choose" aria-pressed={column_id === column} onClick={() => setColumn(column_id)}>
                <span>{name}</span>
                <span class="stairlist__note">{description}</span>
              </button>
            </li>
          ))}
        </ul>
      </Sheet>
    );
  }
  return (
    <Sheet title={choosesOthers ? t("Også på andre trin") : title} about={about} onClose={onClose} flush foot={foot()}>
      <Stairs>
        {(step, index) => (
          <button
            type="button"
            class="stairlist__choose"
            aria-pressed={step.step_id === main || (choosesOthers && also.includes(step.step_id))}
            aria-disabled={choosesOthers && step.step_id === main ? "true" : undefined}
            autofocus={step.step_id === start}
            onClick={() => press(step.step_id)}
          >
            <span class="stairlist__number">{index + 1}</span>
            <span>{step.name}</span>
            <span class="stairlist__note">{note(step.step_id)}</span>
          </button>
        )}
      </Stairs>
      {place.step_id !== null ? (
        <button
          type="button"
          class="button button--plain stairlist__away"
          onClick={() => onChoose({ step_id: null, column_id: null, other_steps: [] })}
        >
          {verb === "move" ? t("Tag kortet af trappen") : t("Lad trinnet stå tomt")}
        </button>
      ) : null}
    </Sheet>
  );

  function press(id: string): void {
    if (!choosesOthers) setMain(id);
    else if (id !== main) setOthers(new Set(also.includes(id) ? also.filter((each) => each !== id) : [...also, id]));
  }

  function note(id: string): string {
    if (choosesOthers) return id === main ? t("hovedtrin") : also.includes(id) ? t("også her") : "";
    if (id === main) return t("valgt");
    return id === place.step_id ? t("er her") : also.includes(id) ? t("også her") : "";
  }

  function foot() {
    const numbers = listed([main, ...also].filter((id) => id !== null).map(stepNumber));
    if (main === null) {
      return (
        <button type="button" class="button button--main" aria-disabled="true">
          {t("Vælg et trin på trappen")}
        </button>
      );
    }
    const standing = { step_id: main, column_id: column, other_steps: also };
    const where = [numbers, view === "column" ? columnWords(column) : ""].filter(Boolean).join(", ");
    return (
      <>
        {view === "main" ? (
          <button type="button" class="button" onClick={() => look("others")}>
            {t("Også på andre trin")}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => look("main")}>
            {t("Tilbage til hovedtrin")}
          </button>
        )}
        {columns.length && view !== "column" ? (
          <button type="button" class="button button--main" onClick={() => look("column")}>
            {t("Videre til kolonne")}
          </button>
        ) : (
          <button type="button" class="button button--main" onClick={() => onChoose(standing)}>
            {verb === "move" ? t("Flyt til trin {steps}", { steps: where }) : t("Vælg trin {steps}", { steps: where })}
          </button>
        )}
      </>
    );
  }
}
