// With many cards the fullest steps are only counted; this shows one of them in whole names, and counts the others.

import { session } from "../state.ts";
import { t } from "../words.ts";
import { alone } from "./desk.ts";

export function OneStep() {
  return (
    <label class="onestep">
      <span class="visually-hidden">{t("Vis i hele navne")}</span>
      <select
        class="input input--small"
        value={alone.value === null ? "" : String(alone.value)}
        onChange={(event) => (alone.value = event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}
      >
        <option value="">{t("Hele trappen")}</option>
        {session.value!.steps.map((step, index) => (
          <option key={step.step_id} value={String(index)}>
            {t("Kun trin {n}", { n: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
}
