// When there is no way in, for good or for a while. What was written here can still be taken along.

import { useEffect, useRef } from "preact/hooks";

import { at } from "../at.ts";
import { NO_SESSION, REMOVED } from "../live.ts";
import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";
import { useDesk } from "./desk.ts";
import { joinAddress } from "./joinAddress.ts";
import { LeftBehind } from "./LeftBehind.tsx";

/** `reason`: the code that the line was closed with. */
export function Gone({ reason }: { reason: number }) {
  const { shell } = useDesk().surface;
  const heading = useRef<HTMLHeadingElement>(null);
  // All that was on the page is gone, and the focus with it: here a screen reader begins anew.
  useEffect(() => heading.current?.focus(), []);
  const noSession = reason === NO_SESSION;
  return (
    <div class="phone">
      <main class="page">
        <h1 class="page__title" tabIndex={-1} ref={heading}>
          {noSession
            ? t("Workshoppen findes ikke længere")
            : reason === REMOVED
              ? t("Du er ikke med i workshoppen lige nu")
              : t("Denne telefon er ikke med i workshoppen")}
        </h1>
        <p class="page__prose">
          {noSession
            ? t("Den er slettet, eller adressen er forkert.")
            : reason === REMOVED
              ? t("Facilitator har taget denne telefon ud. Er det en fejl, så sig det til facilitator. Det, du har skrevet, ligger stadig her, og siden åbner af sig selv, når du bliver lukket ind igen.")
              : t("Gå ind igen med koden. Det, du har skrevet, ligger stadig her.")}
        </p>
        {reason === REMOVED ? null : (
          <a class="button button--main button--wide" href={noSession ? at("/") : joinAddress(shell.sessionId)}>
            <Icon name="next" />
            {noSession ? t("Til forsiden") : t("Gå ind igen")}
          </a>
        )}
        <LeftBehind />
      </main>
    </div>
  );
}
