// Who does what afterwards.

import { ActionAbout } from "../parts/ActionAbout.tsx";
import { upkeepFacts } from "../parts/upkeep.ts";
import { actions, session } from "../state.ts";
import { day, t } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";

export function ActionsView() {
  return (
    <>
      {actions.value.length === 0 ? (
        <p class="phone__empty">{t("Her kommer det, I aftaler: hvem gør hvad, og hvornår.")}</p>
      ) : (
        <ActionRows />
      )}
      <EndProduct />
      <div class="page">
        <CardsLink />
      </div>
      <Colophon />
    </>
  );
}

export function ActionRows() {
  return (
    <ul class="rows">
      {actions.value.map((action) => (
        <li key={action.action_id} class="row">
          <div class="row__words">
            <p class="row__name">{action.what}</p>
            <p class="row__about">
              {[action.who, action.due ? t("senest {date}", { date: day(action.due) }) : ""].filter(Boolean).join(", ")}
            </p>
            <ActionAbout action={action} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What it all ends in, and who keeps it up to date. */
export function EndProduct() {
  const facts = session.value ? upkeepFacts(session.value) : [];
  if (facts.length === 0) return null;
  return (
    <section class="page">
      <h2 class="page__heading">{t("Slutprodukt og opdatering")}</h2>
      <dl class="facts">
        {facts.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
