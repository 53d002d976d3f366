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
}

export interface Day {
  readonly points: readonly Point[];
  /** When the whole day is over, if every point that is left has a length. */
  readonly ends: number | null;
  readonly now: Stage;
  readonly next: Stage | null;
  readonly before: Stage | null;
}

export function dayOf(session: SessionThing, stage: StageThing, now: number): Day {
  const opened = new Map(stage.held.map((held) => [held.stage_id, held.opened_at]));
  const { agenda } = session;
  const at = Math.max(0, agenda.findIndex((one) => one.stage_id === stage.stage_id));
  let begins: number | null = null;
  const points = agenda.map((one, i): Point => {
    if (i < at) return { stage: one, when: opened.has(one.stage_id) ? "done" : "skipped", at: opened.get(one.stage_id) ?? null };
    if (i === at) {
      begins = ends(stage, now);
      return { stage: one, when: "now", at: stage.opened_at };
    }
    const point: Point = { stage: one, when: i === at + 1 ? "next" : "later", at: begins };
    begins = begins === null || one.minutes === 0 ? null : begins + one.minutes * MINUTE;
    return point;
  });
  return { points, ends: begins, now: agenda[at]!, next: agenda[at + 1] ?? null, before: agenda[at - 1] ?? null };
}

/** When the open stage ends: by its clock, or, paused, if the clock were started now. A clock that has run out ends now. */
function ends(stage: StageThing, now: number): number | null {
  if (stage.remaining !== null) return now + Math.max(0, stage.remaining);
  return stage.deadline === null ? null : Math.max(stage.deadline, now);
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

/** What becomes of writing when the time is up, where it closes by itself; null where it does not. */
export function closingSentence({ deadline, closes_at }: StageThing, now: number): string | null {
  if (closes_at === null || deadline === null) return null;
  if (now < deadline) return t("Når tiden er gået, er der 2 minutter til den sidste sætning. Så lukker skrivningen af sig selv.");
  if (now < closes_at) return t("Skrivningen lukker {at}. Kort kan stadig lægges frem.", { at: time(closes_at) });
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
