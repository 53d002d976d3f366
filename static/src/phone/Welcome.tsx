// Before the work begins: you are in, this is what it is about, and this is what comes.

import { Icon } from "../parts/Icon.tsx";
import { openStage, session } from "../state.ts";
import { Unbroken } from "../parts/Unbroken.tsx";
import { t } from "../words.ts";
import { Colophon } from "./Colophon.tsx";
import { CardsLink } from "./CardsLink.tsx";

export function Welcome() {
  const plan = session.value;
  if (!plan) return null;
  const at = plan.agenda.findIndex((point) => point.stage_id === openStage.value?.stage_id);
  const coming = plan.agenda.slice(at + 1);
  return (
    <>
      <div class="page">
        <p class="state state--stored">
          <Icon name="check" />
          <span>{t("Du er med")}</span>
        </p>
        <h2 class="page__title">
          <Unbroken text={plan.title} />
        </h2>
        {plan.municipality ? <p class="quiet">{plan.municipality}</p> : null}
        {plan.purpose ? <p class="page__prose">{plan.purpose}</p> : null}
        <p class="page__prose">{t("Læg bare telefonen fra dig. Den følger selv med, når I går i gang.")}</p>
        {coming.length > 0 ? (
          <section class="page__part">
            <h3 class="page__heading">{t("Det skal I i dag")}</h3>
            <ol class="agenda">
              {coming.map((point) => (
                <li key={point.stage_id} class="agenda__point">
                  <span>{point.title}</span>
                  {point.minutes ? <span class="quiet number">{t("{minutes} min", { minutes: point.minutes })}</span> : null}
                </li>
              ))}
            </ol>
          </section>
        ) : null}
        <CardsLink />
      </div>
      <Colophon />
    </>
  );
}
