// The way to the frozen mapping: its page with the staircase, the table and the files.

import { stage } from "../state.ts";
import { t } from "../words.ts";
import { Icon } from "../parts/Icon.tsx";
import { shell } from "./desk.ts";

export function MappingLink() {
  const { version } = stage.value!;
  return (
    <a class="button button--main button--wide button--large" href={`${shell.mapping}/${version}`}>
      {t("Se kortlægningen")}
      <Icon name="next" />
    </a>
  );
}
