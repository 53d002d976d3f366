// What one does with a day's program: order, leave out, bring back, repeat, and take time back. Pure; the editor and the rail ask for
// what comes of it as a change of the plan.

import type { Stage } from "../protocol.ts";
import type { Plan } from "./plan.ts";

/** The points of the day, and those that are left out of it. */
export type Program = Pick<Plan, "agenda" | "left_out">;

/** Points that were opened: they have been held and remain. */
export type Held = ReadonlySet<string>;

export function swapped(program: Program, at: number, to: number): Program {
  const agenda = [...program.agenda];
  const [one] = agenda.splice(at, 1);
  agenda.splice(to, 0, one!);
  return { ...program, agenda };
}

export function changed(program: Program, stageId: string, more: Partial<Stage>): Program {
  return { ...program, agenda: program.agenda.map((one) => (one.stage_id === stageId ? { ...one, ...more } : one)) };
}

export function withPoint(program: Program, point: Stage, afterId: string): Program {
  const at = program.agenda.findIndex((one) => one.stage_id === afterId) + 1;
  const agenda = [...program.agenda];
  agenda.splice(at === 0 ? agenda.length : at, 0, point);
  return { ...program, agenda };
}

export function without(program: Program, stageId: string): Program {
  const point = program.agenda.find((one) => one.stage_id === stageId)!;
  return { agenda: program.agenda.filter((one) => one !== point), left_out: [...program.left_out, point] };
}

/** Back after what it used to come after, as far as the kinds say: a day begins with the welcome and ends with the wrap-up. */
export function broughtBack(program: Program, stageId: string): Program {
  const point = program.left_out.find((one) => one.stage_id === stageId)!;
  const left_out = program.left_out.filter((one) => one !== point);
  const before = program.agenda.filter((one) => ORDER.indexOf(one.kind) <= ORDER.indexOf(point.kind)).at(-1);
  if (point.kind === "break" || !before) return { left_out, agenda: point.kind === "break" ? [...program.agenda, point] : [point, ...program.agenda] };
  return { ...withPoint(program, point, before.stage_id), left_out };
}

const ORDER: readonly Stage["kind"][] = ["preparation", "welcome", "introduction", "writing", "placing", "presenting", "reflection", "wrapup"];

/** How presenting and placing follow each other; null where there is no presenting or nothing to place. */
export type Arrangement = "after" | "before" | "together";

export function arrangementOf({ agenda, left_out }: Program): Arrangement | null {
  const presenting = agenda.findIndex((one) => one.kind === "presenting");
  const placing = agenda.findIndex((one) => one.kind === "placing");
  if (presenting < 0) return null;
  if (placing < 0) return agenda[presenting]!.abilities.includes("place") || left_out.some((one) => one.kind === "placing") ? "together" : null;
  return presenting < placing ? "before" : "after";
}

/** Whether it can be so: what has been held is not left out. */
export function canBe(arrangement: Arrangement, { agenda }: Program, held: Held): boolean {
  return arrangement !== "together" || agenda.every((one) => one.kind !== "placing" || !held.has(one.stage_id));
}

/** Presenting after, before or together with placing: their order, and whether people may place while they present. */
export function arranged(program: Program, arrangement: Arrangement): Program {
  const placings = program.agenda.filter((one) => one.kind === "placing");
  const presenting = program.agenda.find((one) => one.kind === "presenting")!;
  if (arrangement === "together") {
    const alone = placings.reduce((rest, one) => without(rest, one.stage_id), program);
    return changed(alone, presenting.stage_id, { abilities: withAbility(presenting, "place") });
  }
  const hidden = program.left_out.find((one) => one.kind === "placing");
  const whole = placings.length || !hidden ? program : { agenda: [...program.agenda, hidden], left_out: program.left_out.filter((one) => one !== hidden) };
  const placing = whole.agenda.find((one) => one.kind === "placing")!;
  const abilities = arrangement === "after" ? withAbility(presenting, "place") : presenting.abilities.filter((one) => one !== "place");
  const shown: Stage = { ...presenting, abilities };
  const pair = arrangement === "after" ? [placing, shown] : [shown, placing];
  const [first] = whole.agenda.filter((one) => one.stage_id === placing.stage_id || one.stage_id === presenting.stage_id);
  return {
    ...whole,
    agenda: whole.agenda.flatMap((one) => (one === first ? pair : one.stage_id === placing.stage_id || one.stage_id === presenting.stage_id ? [] : [one])),
  };
}

export function withAbility({ abilities }: Stage, ability: Stage["abilities"][number]): Stage["abilities"] {
  return abilities.includes(ability) ? abilities : [...abilities, ability];
}

/** The day begins as this template says; what has been held stays, and stands where the template has it or else first. */
export function begunWith(program: Program, held: Held, template: readonly Stage[]): Program {
  const kept = program.agenda.filter((one) => held.has(one.stage_id));
  const taken = new Set(template.map((one) => one.stage_id));
  return {
    agenda: [
      ...kept.filter((one) => !taken.has(one.stage_id)),
      ...template.map((one) => kept.find((other) => other.stage_id === one.stage_id) ?? one),
    ],
    left_out: program.left_out.filter((one) => !taken.has(one.stage_id)),
  };
}

const LEAST = 5; // minutes that a point keeps

export interface Gained {
  readonly agenda: readonly Stage[];
  /** What each gives, in the order of the day. */
  readonly from: readonly { readonly stage: Stage; readonly minutes: number }[];
  readonly minutes: number;
}

/**
 * So many minutes taken back from the points after `openId`: a minute from each in turn, so that they give alike, until they have no
 * more than five left. Breaks are left in peace unless one is named.
 */
export function gained(agenda: readonly Stage[], openId: string, minutes: number, onlyId: string | null = null): Gained {
  const coming = agenda.slice(agenda.findIndex((one) => one.stage_id === openId) + 1);
  const givers = coming.filter((one) => one.minutes > LEAST && (onlyId === null ? one.kind !== "break" : one.stage_id === onlyId));
  const given = new Map(givers.map((one) => [one.stage_id, 0]));
  let left = minutes;
  while (left > 0) {
    const able = givers.filter((one) => one.minutes - given.get(one.stage_id)! > LEAST);
    if (able.length === 0) break;
    for (const one of able.slice(0, left)) given.set(one.stage_id, given.get(one.stage_id)! + 1);
    left -= Math.min(left, able.length);
  }
  const from = givers.map((stage) => ({ stage, minutes: given.get(stage.stage_id)! })).filter((one) => one.minutes > 0);
  return {
    agenda: agenda.map((one) => {
      const less = given.get(one.stage_id) ?? 0;
      return less ? { ...one, minutes: one.minutes - less, given_up: one.given_up + less } : one;
    }),
    from,
    minutes: minutes - left,
  };
}
