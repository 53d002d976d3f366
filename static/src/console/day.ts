// The day as the console tells it: what is done, now and to come, and when each point begins as things stand. The agenda
// is data and may be anything; nothing here knows what a stage lets people do.

import type { SessionThing, Stage, StageThing } from "../protocol.ts";
import { t, time } from "../words.ts";

const MINUTE = 60_000;

export interface Point {
  readonly stage: Stage;
  readonly when: "done" | "skipped" | "now" | "next" | "later";
  /** When it began or will begin; null where nobody can tell. A stage that was opened twice: the last time. */
  readonly at: number | null;
  /** It comes after points without a length, and begins then or later. */
  readonly isEarliest: boolean;
  /** By how many minutes that is later than was planned; below 0: earlier. Only for what is to come. */
  readonly late: number;
}

export interface Day {
  readonly points: readonly Point[];
  /** When the whole day is over, if every point that is left has a length. */
  readonly ends: number | null;
  readonly isEarliest: boolean;
  /** By how many minutes that is later than was planned. */
  readonly late: number;
  readonly now: Stage;
  readonly next: Stage | null;
  readonly before: Stage | null;
}

export function dayOf(session: Pick<SessionThing, "agenda" | "starts_at" | "date">, stage: StageThing, now: number): Day {
  const opened = new Map(stage.held.map((held) => [held.stage_id, held.opened_at]));
  const { agenda } = session;
  const at = Math.max(0, agenda.findIndex((one) => one.stage_id === stage.stage_id));
  const open = agenda[at]!;
  const starts = startOf(session, stage);
  const isKnown = session.starts_at !== "";
  let planned = starts;
  let begins: number | null = null;
  let isEarliest = false;
  let hasBegun = false;
  const lateBy = () => (begins === null || planned === null ? 0 : Math.round((begins - planned) / MINUTE));
  const points = agenda.map((one, i): Point => {
    const was = opened.get(one.stage_id) ?? null;
    if (i < at) {
      hasBegun ||= was !== null && one.kind !== "preparation";
      // A day that begins in the middle has not skipped what stands before that.
      if (planned !== null && (hasBegun || isKnown) && one.kind !== "preparation") planned += meant(one) || took(one, stage);
      return { stage: one, when: was === null ? "skipped" : "done", at: was, isEarliest: false, late: 0 };
    }
    if (i === at) {
      if (one.kind === "preparation") begins = starts === null ? null : isSameDay(starts, now) ? Math.max(starts, now) : starts;
      else {
        begins = ends(stage, now);
        isEarliest = begins === null;
        if (begins === null && isKnown) begins = Math.max(now, planned ?? now);
        // What has no length is never late, however long it takes.
        planned = one.minutes === 0 || planned === null ? begins : planned + meant(one);
      }
      return { stage: one, when: "now", at: stage.opened_at, isEarliest: false, late: 0 };
    }
    const point: Point = { stage: one, when: i === at + 1 ? "next" : "later", at: begins, isEarliest, late: lateBy() };
    if (one.minutes === 0 && !isKnown) begins = null;
    else if (begins !== null) begins += one.minutes * MINUTE;
    if (planned !== null) planned += meant(one);
    isEarliest ||= one.minutes === 0;
    return point;
  });
  return { points, ends: begins, isEarliest, late: lateBy(), now: open, next: agenda[at + 1] ?? null, before: agenda[at - 1] ?? null };
}

/** When the day's first point begins: as the plan says, on the day that it was held; otherwise when it was opened. */
function startOf({ agenda, starts_at, date }: Pick<SessionThing, "agenda" | "starts_at" | "date">, stage: StageThing): number | null {
  const prepares = new Set(agenda.filter((one) => one.kind === "preparation").map((one) => one.stage_id));
  const first = stage.held.find((held) => !prepares.has(held.stage_id))?.opened_at ?? null;
  if (starts_at === "") return first;
  const [hours, minutes] = starts_at.split(":").map(Number) as [number, number];
  const day = first === null ? new Date(`${date}T00:00`) : new Date(first);
  return day.setHours(hours, minutes, 0, 0);
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** How long a point was meant to take (ms), before some of it was given up. */
function meant({ minutes, given_up }: Stage): number {
  return minutes === 0 ? 0 : (minutes + given_up) * MINUTE;
}

/** How long a point without a length has taken: it cannot be late. */
function took({ stage_id }: Stage, { held }: StageThing): number {
  return held.filter((one) => one.stage_id === stage_id).reduce((sum, one) => sum + (one.closed_at ?? one.opened_at) - one.opened_at, 0);
}

/** When the open stage ends: by its clock, or, paused, if the clock were started now. A clock that has run out ends now. */
function ends(stage: StageThing, now: number): number | null {
  if (stage.remaining !== null) return now + Math.max(0, stage.remaining);
  return stage.deadline === null ? null : Math.max(stage.deadline, now);
}

/** "“Fælles refleksion” begynder 10 min senere: 11.25." The first that is moved, and the end of the day; null when all is as planned. */
export function movedSentence({ points, ends, isEarliest, late }: Day): string | null {
  const first = points.find((point) => point.late !== 0);
  if (!first) return null;
  const begins = moved(first.late, t("“{title}” begynder {minutes} min senere: {at}.", about(first)), t("“{title}” begynder {minutes} min tidligere: {at}.", about(first)));
  if (ends === null || isEarliest) return begins;
  const end = { at: time(ends), minutes: Math.abs(late) };
  const closes = late === 0 ? t("Dagen slutter stadig {at}.", end) : moved(late, t("Dagen slutter {at}, {minutes} min senere.", end), t("Dagen slutter {at}, {minutes} min tidligere.", end));
  return `${begins} ${closes}`;
}

function about({ stage, late, at }: Point): { title: string; minutes: number; at: string } {
  return { title: stage.title, minutes: Math.abs(late), at: time(at!) };
}

function moved(late: number, later: string, earlier: string): string {
  return late > 0 ? later : earlier;
}

/** "Slutter 10.48, 3 min efter planen". The plan is what the agenda gives the stage, from when it was opened. Null while it is paused. */
export function endSentence(open: Stage, stage: StageThing, now: number): string | null {
  if (stage.deadline === null) return null;
  const at = time(stage.deadline);
  if (stage.deadline <= now) return t("Skulle slutte {at}", { at });
  const late = Math.round((stage.deadline - stage.opened_at) / MINUTE) - open.minutes;
  if (open.minutes === 0) return t("Slutter {at}", { at });
  if (late > 0) return t("Slutter {at}, {minutes} min efter planen", { at, minutes: late });
  if (late < 0) return t("Slutter {at}, {minutes} min før planen", { at, minutes: -late });
  return t("Slutter {at}, som planlagt", { at });
}

/** What kind of point it is. */
export function kindName(kind: Stage["kind"]): string {
  switch (kind) {
    case "preparation":
      return t("Forberedelse");
    case "welcome":
      return t("Velkomst");
    case "introduction":
      return t("Introduktion");
    case "writing":
      return t("Skrivning");
    case "placing":
      return t("Placering");
    case "presenting":
      return t("Præsentation");
    case "reflection":
      return t("Refleksion");
    case "wrapup":
      return t("Afrunding");
    case "break":
      return t("Pause i dagen");
  }
}

/** What becomes of writing when the time is up, where it closes by itself; null where it does not. */
export function closingSentence({ closes_at }: StageThing, isOver: boolean, isShut: boolean): string | null {
  if (closes_at === null) return null;
  if (!isOver) return t("Når tiden er gået, er der 2 minutter til den sidste sætning. Så lukker skrivningen af sig selv.");
  if (!isShut) return t("Skrivningen lukker {at}. Kort kan stadig lægges frem.", { at: time(closes_at) });
  return t("Der er lukket for at skrive. Giv mere tid, så åbner der igen.");
}

/** What the button that leads to a stage says: what will happen. */
export function startWords(stage: Stage, agenda: readonly Stage[]): string {
  if (isRepeated(stage, agenda)) return t("Start “{title}”", { title: stage.title });
  switch (stage.kind) {
    case "preparation":
      return t("Gå til forberedelse");
    case "welcome":
      return t("Byd velkommen");
    case "introduction":
      return t("Start introduktion");
    case "writing":
      return t("Start skrivning");
    case "placing":
      return t("Start placering");
    case "presenting":
      return t("Start præsentation");
    case "reflection":
      return t("Start refleksion");
    case "wrapup":
      return t("Start afrunding");
    case "break":
      return t("Start pausen");
  }
}

export function backWords(stage: Stage, agenda: readonly Stage[]): string {
  if (isRepeated(stage, agenda)) return t("Tilbage til “{title}”", { title: stage.title });
  switch (stage.kind) {
    case "preparation":
      return t("Tilbage til forberedelse");
    case "welcome":
      return t("Tilbage til velkomst");
    case "introduction":
      return t("Tilbage til introduktion");
    case "writing":
      return t("Tilbage til at skrive");
    case "placing":
      return t("Tilbage til at placere");
    case "presenting":
      return t("Tilbage til præsentation");
    case "reflection":
      return t("Tilbage til refleksion");
    case "wrapup":
      return t("Tilbage til afrunding");
    case "break":
      return t("Tilbage til pausen");
  }
}

// Two stages of one kind are told apart by their titles; the words for the kind would name both.
function isRepeated(stage: Stage, agenda: readonly Stage[]): boolean {
  return agenda.filter((one) => one.kind === stage.kind).length > 1;
}
