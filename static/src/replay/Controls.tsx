// Where the day stands, and what it takes to run it: play, speed, and the slider with the day's points.

import { computed } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { announce, Announcer } from "../parts/Announcer.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { SessionThing, StageThing } from "../protocol.ts";
import { cards, stage, stepIndex } from "../state.ts";
import { date, number, t, time, tn } from "../words.ts";
import { Glyph } from "./glyphs.tsx";
import { SPEEDS } from "./player.ts";
import { laterTitle } from "./points.ts";
import type { Show } from "./show.ts";
import { Slider } from "./Slider.tsx";

interface ControlsProps {
  readonly show: Show;
  readonly session: SessionThing;
}

const placed = computed(() => cards.value.filter((card) => stepIndex(card.step_id) >= 0).length);

export function Controls({ show, session }: ControlsProps) {
  const now = stage.value!;
  const at = show.axis.time(show.position.value);
  const title = titleOf(now, session);
  useEffect(() => {
    if (show.isRunning.peek()) announce(`${time(at)}, ${title}`);
  }, [title]);
  const running = show.isRunning.value;
  return (
    <section class="controls" aria-label={t("Dagens gang")}>
      <div class="controls__row">
        <div class="controls__run">
          <button type="button" class="button button--icon" onClick={() => show.step(-1)} aria-label={t("Forrige hændelse")}>
            <Glyph name="before" />
          </button>
          <button type="button" class="button button--main controls__play" onClick={running ? show.pause : show.run}>
            <Glyph name={running ? "pause" : "play"} />
            {running ? t("Pause") : t("Afspil")}
          </button>
          <button type="button" class="button button--icon" onClick={() => show.step(1)} aria-label={t("Næste hændelse")}>
            <Glyph name="after" />
          </button>
        </div>
        <p class="controls__now">
          <b class="controls__clock">{time(at)}</b>
          <span class="controls__stage">
            <b>{title}</b>
            <span class="quiet">
              {date(at)} · {tn(cards.value.length, "1 kort", "{n} kort")}, {t("{n} placeret", { n: number(placed.value) })}
              {now.texts_shown ? null : (
                <>
                  {" "}
                  · <Icon name="lock" /> {t("skjult for rummet")}
                </>
              )}
            </span>
          </span>
        </p>
        <div class="controls__pace">
          <div class="segments" role="group" aria-label={t("Hastighed")}>
            {SPEEDS.map((speed) => (
              <button key={speed} type="button" aria-pressed={show.speed.value === speed} onClick={() => (show.speed.value = speed)}>
                {t("{n} ×", { n: speed })}
              </button>
            ))}
          </div>
          <label class="controls__skip">
            <input type="checkbox" checked={show.skipsQuiet.value} onChange={(event) => (show.skipsQuiet.value = event.currentTarget.checked)} />{" "}
            {t("Spring stille stunder over")}
          </label>
        </div>
      </div>
      <Slider show={show} valueText={`${time(at)}, ${title}`} />
      <Announcer />
    </section>
  );
}

function titleOf({ stage_id, frozen_at, version }: StageThing, { agenda }: SessionThing): string {
  if (frozen_at !== null) return t("Afsluttet som version {version}", { version });
  if (version > 0) return laterTitle(version);
  return agenda.find((point) => point.stage_id === stage_id)?.title ?? "";
}
