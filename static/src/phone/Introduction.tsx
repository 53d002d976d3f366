// The staircase, explained: the top step first, as it stands on the wall.

import { t } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { Stairs } from "./Stairs.tsx";

export function Introduction() {
  return (
    <>
      <div class="page page--flush">
        <p class="page__prose">
          {t("Jo højere oppe på trappen, jo mere indgribende er hjælpen, og jo længere er den fra en almindelig hverdag.")}
        </p>
        <Stairs>
          {(step, index) => (
            <div class="explained">
              <span class="stairlist__number">{index + 1}</span>
              <span>
                <b>{step.name}</b>
                {step.description ? <span class="explained__text">{step.description}</span> : null}
              </span>
            </div>
          )}
        </Stairs>
      </div>
      <div class="page">
        <CardsLink />
      </div>
      <Colophon />
    </>
  );
}
