// How the line to the board is, when that is worth a line across the page.

import { useRef } from "preact/hooks";

import { at } from "../at.ts";
import { NO_ENTRY, NO_SESSION, NO_TICKET } from "../live.ts";
import { Banner } from "../parts/Banner.tsx";
import { picture } from "../state.ts";
import { t, time, tn } from "../words.ts";
import { discardLeftOver, leftOver, live, outbox, shell, takeOver } from "./desk.ts";

export function Line() {
  const release = picture.value.release;
  const first = useRef(release);
  first.current ||= release;

  const closed = live.closedWith.value;
  if (closed === NO_TICKET) {
    return (
      <Banner tone="error" icon="lock" fact={t("Du er ikke logget ind længere")}>
        <a href={at(`/sign-in?next=/console/${shell.sessionId}`)}>{t("Log ind igen")}</a>. {t("Alt, hvad der er gemt, ligger klar.")}
      </Banner>
    );
  }
  if (closed === NO_ENTRY || closed === NO_SESSION) {
    return (
      <Banner tone="error" icon="lock" fact={t("Du har ikke længere adgang til denne workshop")}>
        <a href={at("/workshops")}>{t("Gå til alle workshopper")}</a>
      </Banner>
    );
  }
  if (live.status.value === "away") {
    const waiting = outbox.waiting.value.length;
    return (
      <Banner tone="error" icon="offline" fact={t("Ingen forbindelse siden kl. {at}", { at: time(live.awaySince.value ?? Date.now()) })}>
        {t("Vi prøver igen hele tiden. Telefonerne gemmer selv, hvad der bliver skrevet.")}{" "}
        {waiting ? tn(waiting, "{n} ændring herfra venter og bliver sendt, når der er forbindelse.", "{n} ændringer herfra venter og bliver sendt, når der er forbindelse.") : null}
      </Banner>
    );
  }
  if (leftOver.value) {
    return (
      <Banner
        tone="action"
        icon="send"
        fact={tn(leftOver.value, "{n} ændring herfra blev ikke sendt, før der blev logget ind igen", "{n} ændringer herfra blev ikke sendt, før der blev logget ind igen")}
      >
        <button type="button" class="button button--small" onClick={takeOver}>
          {t("Send nu")}
        </button>{" "}
        <button type="button" class="button button--small" onClick={discardLeftOver}>
          {t("Kassér")}
        </button>
      </Banner>
    );
  }
  if (release !== first.current) {
    return (
      <Banner tone="action" icon="alert" fact={t("Tilbudstrappen er blevet opdateret")}>
        <a href="">{t("Genindlæs siden, når det passer")}</a>
      </Banner>
    );
  }
  return null;
}
