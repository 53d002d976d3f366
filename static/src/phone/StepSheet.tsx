// Where a card stands: the staircase itself as a list, the top step first. One main step, and any others it is on as well.

import { useState } from "preact/hooks";

import { Sheet } from "../parts/Sheet.tsx";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { listed, stepNumber } from "./labels.ts";
import { Stairs } from "./Stairs.tsx";

export interface Standing {
  readonly step_id: string | null;
  readonly other_steps: readonly string[];
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
  const [main, setMain] = useState(place.step_id);
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set(place.other_steps));
  const [choosesOthers, chooseOthers] = useState(false);
  const also = steps.map((step) => step.step_id).filter((id) => others.has(id) && id !== main);
  const start = main ?? steps[0]?.step_id;

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
          onClick={() => onChoose({ step_id: null, other_steps: [] })}
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
    return (
      <>
        {choosesOthers ? (
          <button type="button" class="button" onClick={() => chooseOthers(false)}>
            {t("Tilbage til hovedtrin")}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => chooseOthers(true)}>
            {t("Også på andre trin")}
          </button>
        )}
        <button type="button" class="button button--main" onClick={() => onChoose({ step_id: main, other_steps: also })}>
          {verb === "move" ? t("Flyt til trin {steps}", { steps: numbers }) : t("Vælg trin {steps}", { steps: numbers })}
        </button>
      </>
    );
  }
}
