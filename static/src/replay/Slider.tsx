// The slider of the day, with its points below. Arrows go a minute, Page Up and Down from point to point, Home and End to the ends.

import { t, time } from "../words.ts";
import type { Point } from "./points.ts";
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

            <li key={i} class={isIn(point, position) ? "slider__point slider__point--now" : "slider__point"} style={{ "--from": share(point.from, show), "--to": share(point.to, show) }}>
              <button type="button" onClick={() => show.go(point.from)} aria-label={pointName(point, show)} title={pointName(point, show)} aria-current={isIn(point, position) ? "step" : undefined}>
                {point.title}
              </button>
            </li>

        ))}
      </ol>
    </div>
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

function isIn({ from, to }: Point, position: number): boolean {
  return from <= position && position < to;
}

function pointName({ from, title }: Point, { axis }: Show): string {
  return `${time(axis.time(from))}, ${title}`;
}

function share(position: number, { axis }: Show): string {
  return String(axis.length ? position / axis.length : 0);
}
