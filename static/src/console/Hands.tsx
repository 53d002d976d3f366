// What the facilitator takes in hand: the lock on the board, and the picture on the wall. Neither is loud: the room sees a small lock, and of
// the picture nothing at all.

import { holdWall, lockBoard, revealTexts } from "../commands.ts";
import { Banner } from "../parts/Banner.tsx";
import { Icon } from "../parts/Icon.tsx";
import { control, openStage, stage } from "../state.ts";
import { t } from "../words.ts";
import { act, isFrozen, isNarrow, type Place } from "./desk.ts";

/** Across the page while the board is locked, so that nobody forgets it. */
export function LockLine() {
  if (!stage.value?.locked || isFrozen.value) return null;
  return (
    <Banner tone="time" icon="lock" fact={t("Tavlen er låst")}>
      {t("Kun facilitator kan ændre noget. Det, telefonerne skriver, venter og bliver sendt, når du låser op.")}{" "}
      <button type="button" class={isNarrow.value ? "button" : "button button--small"} onClick={() => void act("rail", lockBoard(false))}>
        {t("Lås op")}
      </button>
    </Banner>
  );
}

/** `plain` where there is little room and other things to do; the line above has the way back. */
export function LockButton({ plain = false }: { plain?: boolean }) {
  if (stage.value!.locked) return null;
  return (
    <button type="button" class={plain ? "button button--plain button--small" : "button"} onClick={() => void act("rail", lockBoard(true))}>
      <Icon name="lock" />
      {t("Lås tavlen")}
    </button>
  );
}

/** Lets the room read everything, or hides it; the second press goes back to what the stage says. */
export function RevealButton({ place }: { place: Place }) {
  const now = stage.value!;
  const byStage = openStage.value?.texts === "all";
  return (
    <button type="button" class="button" onClick={() => void act(place, revealTexts(now.texts_shown === byStage ? !byStage : null))}>
      <Icon name="eye" />
      {now.texts_shown ? t("Skjul teksterne") : t("Vis teksterne for alle")}
    </button>
  );
}

export function isHeld(): boolean {
  return control.value?.wall_held ?? false;
}

/** Keeps the picture in the room while the next one is made ready here. */
export function HoldButton({ place }: { place: Place }) {
  if (isFrozen.value) return null;
  const held = isHeld();
  return (
    <>
      {held ? (
        <p class="held small">
          <Icon name="pause" />
          <span>{t("Skærmen holder sit billede. Rummet ser først det nye, når du viser det.")}</span>
        </p>
      ) : null}
      <button type="button" class={held ? "button button--main button--wide" : "button button--wide"} onClick={() => void act(place, holdWall(!held))}>
        <Icon name={held ? "eye" : "pause"} />
        {held ? t("Vis det nye billede") : t("Hold billedet på skærmen")}
      </button>
    </>
  );
}
