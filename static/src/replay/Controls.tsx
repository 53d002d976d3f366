// Where the day stands, and what it takes to run it: play, speed, and the slider with the day's points.

import { computed, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { announce, Announcer } from "../parts/Announcer.tsx";
import type { StageThing } from "../protocol.ts";
import { cards, stage, stepIndex } from "../state.ts";
import { date, number, t, time, tn } from "../words.ts";
import { Glyph } from "./glyphs.tsx";
import { SPEEDS } from "./player.ts";
import { isIn } from "./points.ts";
import type { Show } from "./show.ts";
import { Slider } from "./Slider.tsx";

const placed = computed(() => cards.value.filter((card) => stepIndex(card.step_id) >= 0).length);

export function Controls({ show }: { show: Show }) {
  const now = stage.value!;
  const at = show.axis.time(show.position.value);
  const title = titleOf(show, now);
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
              <span class="controls__date">{date(at)} · </span>
              {tn(cards.value.length, "1 kort", "{n} kort")}, {t("{n} placeret", { n: number(placed.value) })}
              {now.texts_shown || cards.value.length === 0 ? null : ` · ${t("skjult for rummet")}`}
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
          <Tick checked={show.skipsQuiet} label={t("Spring stille stunder over")} />
          <Tick checked={show.wholeNames} label={t("Vis alle navne")} />
        </div>
      </div>
      <Slider show={show} valueText={`${time(at)}, ${title}`} />
      <Announcer />
    </section>
  );
}

function Tick({ checked, label }: { checked: Signal<boolean>; label: string }) {
  return (
    <label class="controls__tick">
      <input type="checkbox" checked={checked.value} onChange={(event) => (checked.value = event.currentTarget.checked)} /> {label}
    </label>
  );
}

/** Where the day stands. Outside all points the mapping was frozen. */
function titleOf(show: Show, { version }: StageThing): string {
  const point = show.points.find((one) => isIn(one, show.position.value));
  return point?.title ?? t("Afsluttet som version {version}", { version });
}
