// When there is no way in any more. What was written here can still be taken along.

import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";
import { useDesk } from "./desk.ts";
import { joinAddress } from "./joinAddress.ts";
import { LeftBehind } from "./LeftBehind.tsx";

export function Gone({ noSession }: { noSession: boolean }) {
  const { shell } = useDesk().surface;
  return (
    <div class="phone">
      <main class="page">
        <h1 class="page__title">
          {noSession ? t("Workshoppen findes ikke længere") : t("Denne telefon er ikke med i workshoppen")}
        </h1>
        <p class="page__prose">
          {noSession
            ? t("Den er slettet, eller adressen er forkert.")
            : t("Gå ind igen med koden. Det, du har skrevet, ligger stadig her.")}
        </p>
        <a class="button button--main button--wide" href={noSession ? "/" : joinAddress(shell.code)}>
          <Icon name="next" />
          {noSession ? t("Til forsiden") : t("Gå ind igen")}
        </a>
        <LeftBehind />
      </main>
    </div>
  );
}
