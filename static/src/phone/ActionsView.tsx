// Who does what afterwards.

import { ActionAbout } from "../parts/ActionAbout.tsx";
import { actions } from "../state.ts";
import { date, t } from "../words.ts";
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
              {[action.who, action.due ? t("senest {date}", { date: date(Date.parse(action.due)) }) : ""].filter(Boolean).join(", ")}
            </p>
            <ActionAbout action={action} />
          </div>
        </li>
      ))}
    </ul>
  );
}
