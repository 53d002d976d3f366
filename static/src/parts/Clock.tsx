// A countdown that every screen shows alike: it follows the server's time, not the device's.

import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";

import { countdown, t } from "../words.ts";
import { announce } from "./Announcer.tsx";
import { warningOf, WARNINGS } from "./warning.ts";

const SOON = 5 * 60_000;

export interface ClockProps {
  /** When it ends, in ms since 1970 by the server's clock. */
  readonly deadline: number | null;
  /** What was left when it was paused; null while it runs. */
  readonly pausedRemaining?: number | null | undefined;
  /** Server time minus this device's time, in ms. */
  readonly serverOffset: ReadonlySignal<number>;
  /** Says 5 minutes and 1 minute to screen readers. For one clock on a page. */
  readonly announces?: boolean | undefined;
  readonly class?: string | undefined;
  /** A guide, no limit: it neither warns nor scolds. */
  readonly calm?: boolean | undefined;
}

/** Draws nothing when there is neither a deadline nor a pause. */
export function Clock(props: ClockProps) {
  const { pausedRemaining = null } = props;
  const left = useRemaining(props);
  useAnnounced(left, props.announces === true && pausedRemaining === null);
  if (left === null) return null;

  const mood = pausedRemaining !== null ? "held" : props.calm ? "" : left <= -1000 ? "over" : left <= SOON ? "soon" : "";
  const classes = ["clock", mood && `clock--${mood}`, props.class].filter(Boolean).join(" ");
  return (
    <span class={classes} role="timer" aria-live="off">
      {countdown(left)}
      {pausedRemaining !== null ? <span class="clock__word">{t("på pause")}</span> : null}
    </span>
  );
}

/** A quiet word beside the clock when the time is nearly up, and `otherwise` what stands there the rest of the time. The clock says it aloud. */
export function Soon({ deadline, openedAt, serverOffset, otherwise }: Pick<ClockProps, "deadline" | "serverOffset"> & { readonly openedAt: number; readonly otherwise?: string }) {
  const left = useRemaining({ deadline, serverOffset });
  const minutes = left === null || deadline === null ? null : warningOf(left, deadline - openedAt);
  return minutes === null ? <>{otherwise}</> : <b class="soon">{warningWords(minutes)}</b>;
}

function warningWords(minutes: number): string {
  return minutes === 1 ? t("1 minut tilbage") : t("{minutes} minutter tilbage", { minutes });
}

/** The part of `length` (ms) that has passed, as a bar in ink. Says nothing that the clock beside it does not say. */
export function ClockBar({ length, ...clock }: Omit<ClockProps, "announces" | "class"> & { readonly length: number }) {
  const left = useRemaining(clock);
  if (left === null) return null;
  const passed = Math.min(1, Math.max(0, 1 - left / length));
  return (
    <span class="clockbar" aria-hidden="true">
      <span class="clockbar__fill" style={{ transform: `scaleX(${passed})` }} />
    </span>
  );
}

function useRemaining({ deadline, pausedRemaining = null, serverOffset }: ClockProps): number | null {
  const [, draw] = useState(0);
  const offset = serverOffset.value;
  const runs = deadline !== null && pausedRemaining === null;

  useEffect(() => {
    if (!runs) return;
    let timer = 0;
    const tick = () => {
      draw((n) => n + 1);
      // Each second of the countdown, not each second since it was drawn: two screens side by side turn together.
      const left = deadline - Date.now() - offset;
      timer = window.setTimeout(tick, (((left % 1000) + 1000) % 1000) + 5);
    };
    tick();
    return () => window.clearTimeout(timer);
  }, [runs, deadline, offset]);

  return pausedRemaining ?? (deadline === null ? null : deadline - Date.now() - offset);
}

function useAnnounced(left: number | null, on: boolean): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = on ? left : null;
    if (!on || left === null || was === null) return;
    for (const minutes of WARNINGS) {
      // Only when the mark was passed just now; a clock that is set back or forward says nothing of what it jumped over.
      if (was > minutes * 60_000 && left <= minutes * 60_000 && was - left < 5_000) {
        announce(warningWords(minutes));
      }
    }
  });
}
