// The staircase, explained: the top step first, as it stands on the wall.

import { session } from "../state.ts";
import { t } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { tintOf } from "./labels.ts";

export function Introduction() {
  const steps = session.value?.steps ?? [];
  return (
    <>
      <div class="page page--flush">
        <p class="page__prose">{t("Jo højere oppe på trappen, jo mere indgribende er hjælpen, og jo længere er den fra en almindelig hverdag.")}</p>
        <ol class="stairlist" reversed>
          {steps
            .map((step, index) => (
              <li key={step.step_id} class="stairlist__step" style={{ "--stair-in": index, "--tint": tintOf(index, steps) }}>
                <div class="explained">
                  <span class="stairlist__number">{index + 1}</span>
                  <span>
                    <b>{step.name}</b>
                    {step.description ? <span class="explained__text">{step.description}</span> : null}
                  </span>
                </div>
              </li>
            ))
            .reverse()}
        </ol>
      </div>
      <div class="page">
        <CardsLink />
      </div>
      <Colophon />
    </>
  );
}
