// At the end of a page: where one sits, which language, and whether the line is there. Quiet, but always there.

import { at } from "../at.ts";
import { areaOf, picture, session } from "../state.ts";
import { Tag } from "../parts/Tag.tsx";
import { language, t } from "../words.ts";
import { useDesk } from "./desk.ts";
import { seatName } from "./labels.ts";
import { joinAddress } from "./joinAddress.ts";

export function Colophon() {
  const { shell, live } = useDesk().surface;
  const area = areaOf(picture.value.areaId);
  return (
    <footer class="colophon">
      {area ? (
        <p class="colophon__area">
          <Tag tag={area.tag} />
          <span>{seatName()}</span>
          <a class="colophon__link" href={joinAddress(shell.sessionId, true)}>
            {session.value?.tables?.length ? t("Skift fagområde eller bord") : t("Skift fagområde")}
          </a>
        </p>
      ) : null}
      <form method="post" action={at("/language")} class="colophon__language">
        <input type="hidden" name="back" value={location.pathname} />
        <span>{live.status.value === "open" ? t("Forbindelsen er i orden") : t("Ingen forbindelse")}</span>
        <button
          class="button button--plain"
          name="lang"
          value={language() === "da" ? "en" : "da"}
          lang={language() === "da" ? "en" : "da"}
        >
          {language() === "da" ? "In English" : "På dansk"}
        </button>
      </form>
      <p class="colophon__more">
        <a class="colophon__link" href={at("/tilgaengelighed")}>
          {t("Tilgængelighed")}
        </a>{" "}
        <a class="colophon__link" href={at(`/phone/${shell.sessionId}/mine`)}>
          {t("Det er gemt om dig")}
        </a>
      </p>
    </footer>
  );
}
