// The slider of the day, with its points below. Arrows go a minute, Page Up and Down from point to point, Home and End to the ends.

import { useMemo } from "preact/hooks";

import { t, time, tn } from "../words.ts";
import type { Pause } from "./axis.ts";
import { isIn, type Point } from "./points.ts";
import type { Show } from "./show.ts";

const MINUTE = 60_000;

export function Slider({ show, valueText }: { show: Show; valueText: string }) {
  const { axis, points } = show;
  const position = show.position.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const go = keys(show)[event.key];
    if (!go || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go();
  };
  return (
    <div class="slider">
      <Activity show={show} />
      <input
        type="range"
        class="slider__range"
        min={0}
        max={axis.length}
        step={1}
        value={position}
        style={{ "--done": share(position, show) }}
        aria-label={t("Tidspunkt på dagen")}
        aria-valuetext={valueText}
        onInput={(event) => show.go(Number(event.currentTarget.value))}
        onKeyDown={onKeyDown}
      />
      <ol class="slider__points">
        {points.map((point, i) => (
          <li key={i} class={isIn(point, position) ? "slider__point slider__point--now" : "slider__point"} style={stretch(point.from, point.to, show)}>
            <button
              type="button"
              onClick={() => show.go(point.from)}
              aria-label={pointName(point, show)}
              title={pointName(point, show)}
              aria-current={isIn(point, position) ? "step" : undefined}
            >
              <span>{point.title}</span>
            </button>
          </li>
        ))}
        {axis.pauses.map((pause) => (
          <li key={pause.from} class="slider__pause" style={stretch(pause.from, pause.to, show)} title={pauseName(pause)}>
            <span class="visually-hidden">{pauseName(pause)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const PARTS = 180;

/** How much happened when, over the slider. To look at. */
function Activity({ show: { axis, story } }: { show: Show }) {
  const path = useMemo(() => {
    const counts = new Array<number>(PARTS).fill(0);
    for (const { moment } of story) counts[Math.min(PARTS - 1, Math.floor((axis.positions[moment]! / (axis.length || 1)) * PARTS))]!++;
    // By its root: one card that was written is still seen beside fifty that were moved.
    const most = Math.sqrt(Math.max(...counts));
    return counts.map((count, i) => (count ? `M${i} 10h.8v${-(Math.sqrt(count) / most) * 10}h-.8z` : "")).join("");
  }, [axis, story]);
  return (
    <svg class="slider__activity" viewBox={`0 0 ${PARTS} 10`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

function keys(show: Show): Readonly<Record<string, () => void>> {
  const by = (minutes: number) => () => show.go(show.position.peek() + minutes * MINUTE);
  return {
    ArrowRight: by(1),
    ArrowUp: by(1),
    ArrowLeft: by(-1),
    ArrowDown: by(-1),
    PageUp: () => show.stepPoint(1),
    PageDown: () => show.stepPoint(-1),
    Home: () => show.go(0),
    End: () => show.go(show.axis.length),
  };
}

function pointName({ from, title }: Point, { axis }: Show): string {
  return `${time(axis.time(from))}, ${title}`;
}

/** A pause is told as long as it was, however short it stands here. */
function pauseName({ lasted }: Pause): string {
  const hours = Math.round(lasted / (60 * MINUTE));
  return hours < 48 ? tn(hours, "Pause på 1 time", "Pause på {n} timer") : tn(Math.round(hours / 24), "Pause på 1 døgn", "Pause på {n} døgn");
}

function stretch(from: number, to: number, show: Show): Record<string, string> {
  return { "--from": share(from, show), "--to": share(to, show) };
}

function share(position: number, { axis }: Show): string {
  return String(axis.length ? position / axis.length : 0);
}
