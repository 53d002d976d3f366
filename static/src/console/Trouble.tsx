// A refusal, in the server's words, beside what was pressed.

import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";
import { type Place, trouble } from "./desk.ts";

export function Trouble({ place }: { place: Place }) {
  const told = trouble.value;
  // The live region stands before its words come: a screen reader tells only what changes inside it.
  return (
    <div role="alert" class="trouble-place">
      {told?.place === place ? (
        <p class="trouble">
          <Icon name="alert" />
          <span>{told.sentence}</span>
          <button type="button" class="button button--plain button--small button--icon" aria-label={t("Luk")} onClick={() => (trouble.value = null)}>
            <Icon name="close" />
          </button>
        </p>
      ) : null}
    </div>
  );
}
