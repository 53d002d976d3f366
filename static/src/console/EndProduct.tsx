// What the day is to end in, and how it is kept up to date; what has a date can be taken along to one's calendar.

import { at } from "../at.ts";
import { Icon } from "../parts/Icon.tsx";
import { upkeepFacts } from "../parts/upkeep.ts";
import { actions, session } from "../state.ts";
import { t } from "../words.ts";
import { isFrozen, open, shell } from "./desk.ts";

export function EndProduct() {
  const facts = upkeepFacts(session.value!);
  const hasDates = session.value!.upkeep.next_date !== "" || actions.value.some(({ due }) => due);
  return (
    <section class="endproduct" aria-labelledby="end-product">
      <h3 id="end-product">{t("Slutprodukt og opdatering")}</h3>
      {facts.length ? (
        <dl class="endproduct__facts">
          {facts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="quiet">{t("Det er ikke besluttet endnu.")}</p>
      )}
      <p class="endproduct__doings">
        {isFrozen.value ? null : (
          <button type="button" class="button button--small" onClick={() => (open.value = { kind: "process", step: "end_product" })}>
            <Icon name="pen" />
            {facts.length ? t("Ret slutproduktet") : t("Beslut slutproduktet")}
          </button>
        )}
        {hasDates ? (
          <a class="button button--small" href={at(`/sessions/${shell.sessionId}/calendar.ics`)}>
            <Icon name="download" />
            {t("Datoer til kalenderen")}
          </a>
        ) : null}
      </p>
    </section>
  );
}
