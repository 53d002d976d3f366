// With many cards the fullest steps are only counted. Here one asks for the names: of all steps, or of one.

import { session } from "../state.ts";
import { t } from "../words.ts";
import { reading } from "./desk.ts";

export function Reading() {
  const choose = (value: string) => (reading.value = value === "fit" || value === "names" ? value : Number(value));
  return (
    <label class="reading">
      <span class="visually-hidden">{t("Så meget vises")}</span>
      <select class="input input--small" value={String(reading.value)} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="fit">{t("Hele trappen")}</option>
        <option value="names">{t("Alle navne")}</option>
        {session.value!.steps.map((step, index) => (
          <option key={step.step_id} value={String(index)}>
            {t("Kun trin {n}", { n: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
}
