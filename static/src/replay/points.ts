// The points of the day along the slider, as they were held.

import type { SessionThing } from "../protocol.ts";
import { t } from "../words.ts";
import type { Axis } from "./axis.ts";
import type { Happening } from "./story.ts";

/** A stretch of the slider: a point of the agenda, or what was put right after the day. */
export interface Point {
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

interface Held extends Point {
  /** Of the stage, in ms since 1970; a stage that was opened by mistake and left again goes back to an earlier one. */
  readonly openedAt: number | null;
}

/** In their order. While a mapping was frozen there is none. */
export function pointsOf(session: SessionThing, story: readonly Happening[], axis: Axis): Point[] {
  const titles = new Map(session.agenda.map(({ stage_id, title }) => [stage_id, title]));
  let points: Held[] = [];
  let open: Omit<Held, "to"> | null = null;
  let version = 0;
  const close = (to: number) => {
    if (open && to > open.from) points.push({ ...open, to });
    open = null;
  };
  for (const one of story) {
    const at = axis.positions[one.moment]!;
    if (one.what === "stage") {
      const again = points.findIndex(({ openedAt }) => openedAt === one.openedAt);
      const goesOn = points[again];
      if (goesOn) {
        points = points.slice(0, again);
        open = goesOn;
      } else {
        close(at);
        open = { from: at, title: titles.get(one.stageId) ?? "", openedAt: one.openedAt };
      }
    } else if (one.what === "frozen") {
      close(at);
      version = one.version;
    } else if (one.what === "reopened" || (!open && version)) {
      // Opened again; or tidied up while it was frozen for all others.
      close(at);
      open = { from: at, title: t("Rettet til version {version}", { version: version + 1 }), openedAt: null };
    }
  }
  close(axis.length);
  return points;
}

export function isIn({ from, to }: Point, position: number): boolean {
  return from <= position && position < to;
}
