// The plan while it is being changed here, and others may change it too: what they change elsewhere is followed, what they change
// in the same place is put together where it can be, and where it cannot be one is asked. Pure.

import type { ProcessNote, SessionThing, SetupFields } from "../protocol.ts";

export interface Plan extends Omit<SessionThing, "kind" | "key"> {
  /** One note for each step of the mapping, in order, also where nothing is written. */
  readonly process: readonly ProcessNote[];
}
export type PlanField = keyof Plan;

/** The steps of a mapping, in the handbook's order. */
export const PROCESS_STEPS = ["purpose", "delimitation", "mapping", "follow_up", "end_product"] as const satisfies readonly ProcessNote["step"][];

export function planOf({ kind: _kind, key: _key, ...plan }: SessionThing, notes: readonly ProcessNote[]): Plan {
  const process = PROCESS_STEPS.map((step) => notes.find((note) => note.step === step) ?? { step, input: "", decisions: "", further: "" });
  return { ...plan, process };
}

export interface Editing {
  /** The plan as it stood when this one began; field by field, as it stood when it was last taken up here. */
  readonly seen: Plan;
  /** Only what was changed here. */
  readonly mine: Partial<Plan>;
}

export interface Outlook {
  /** What the form shows. */
  readonly plan: Plan;
  /** What others have changed since, and does not stand in the way of what was changed here. */
  readonly news: readonly PlanField[];
  /** What was changed here and by somebody else, so that both cannot stand. */
  readonly clashes: readonly PlanField[];
}

/** How things stand, now that the board says `now`. */
export function look({ seen, mine }: Editing, now: Plan): Outlook {
  const merged: Partial<Plan> = {};
  const news: PlanField[] = [];
  const clashes: PlanField[] = [];
  for (const field of fieldsOf(now)) {
    if (same(now[field], seen[field])) continue;
    if (!(field in mine)) news.push(field);
    else if (!same(mine[field], now[field])) {
      const together = mergedRows(seen[field], mine[field], now[field]) ?? mergedFields(seen[field], mine[field], now[field]);
      if (together) Object.assign(merged, { [field]: together });
      (together ? news : clashes).push(field);
    }
  }
  return { plan: { ...now, ...mine, ...merged }, news, clashes };
}

/** Something more was changed here, on the plan as the form shows it. */
export function touch(editing: Editing, now: Plan, more: Partial<Plan>): Editing {
  const { clashes } = look(editing, now);
  const taken = Object.fromEntries(fieldsOf(more).map((field) => [field, clashes.includes(field) ? editing.seen[field] : now[field]]));
  return { seen: { ...editing.seen, ...taken }, mine: { ...editing.mine, ...more } };
}

/** Mine stands, now that one has seen the other. */
export function keepMine({ seen, mine }: Editing, now: Plan, field: PlanField): Editing {
  return { seen: { ...seen, [field]: now[field] }, mine };
}

/** The other's stands. */
export function takeTheirs({ seen, mine }: Editing, now: Plan, field: PlanField): Editing {
  const { [field]: _mine, ...rest } = mine;
  return { seen: { ...seen, [field]: now[field] }, mine: rest };
}

export interface Wanted {
  readonly changes: SetupFields;
  readonly seen: SetupFields;
}

/** What is to be asked for so that the plan becomes this one; null when it is so already. */
export function toAsk(plan: Plan, now: Plan): Wanted | null {
  const fields = fieldsOf(now).filter((field) => !same(plan[field], now[field]));
  const changed = plan.process.filter((note, i) => !same(note, now.process[i])).map(({ step }) => step);
  const pick = (from: Plan) =>
    Object.fromEntries(fields.map((field) => [field, field === "process" ? from.process.filter(({ step }) => changed.includes(step)) : from[field]])) as SetupFields;
  return fields.length ? { changes: pick(plan), seen: pick(now) } : null;
}

export type Row = ProcessNote | Plan["areas"][number] | Plan["tables"][number] | Plan["steps"][number] | Plan["columns"][number] | Plan["agenda"][number];

export function idOf(row: Row): string {
  if ("step" in row) return row.step;
  if ("table_id" in row) return row.table_id;
  if ("area_id" in row) return row.area_id;
  if ("column_id" in row) return row.column_id;
  return "step_id" in row ? row.step_id : row.stage_id;
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

// Row by row: each as whoever changed it left it. Null where both changed the same row, or both the order, and for what is no list.
function mergedRows(seen: unknown, mine: unknown, theirs: unknown): readonly Row[] | null {
  if (!Array.isArray(seen) || !Array.isArray(mine) || !Array.isArray(theirs)) return null;
  const [was, here, there] = [byId(seen), byId(mine), byId(theirs)];
  const order = mergedOrder(was, here, there);
  if (!order) return null;
  const rows: Row[] = [];
  for (const id of order) {
    const isMine = !same(here.get(id), was.get(id));
    let row = isMine ? here.get(id) : there.get(id);
    if (isMine && !same(there.get(id), was.get(id)) && !same(here.get(id), there.get(id))) {
      row = mergedFields(was.get(id), here.get(id), there.get(id)) as Row | undefined;
      if (!row) return null;
    }
    if (row) rows.push(row);
  }
  return rows;
}

// Field by field, in the same way. Null where both changed the same field, and for what has no fields.
function mergedFields(seen: unknown, mine: unknown, theirs: unknown): object | null {
  if (!isRecord(seen) || !isRecord(mine) || !isRecord(theirs)) return null;
  const names = Object.keys(theirs);
  if (names.some((name) => !same(mine[name], seen[name]) && !same(theirs[name], seen[name]) && !same(mine[name], theirs[name]))) return null;
  return Object.fromEntries(names.map((name) => [name, same(mine[name], seen[name]) ? theirs[name] : mine[name]]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Rows = ReadonlyMap<string, Row>;

function mergedOrder(was: Rows, here: Rows, there: Rows): readonly string[] | null {
  const common = [...was.keys()].filter((id) => here.has(id) && there.has(id));
  const orderIn = (rows: Rows) => [...rows.keys()].filter((id) => common.includes(id));
  const first = same(orderIn(here), common) ? there : same(orderIn(there), common) ? here : null;
  if (!first) return null;
  return [...new Set([...first.keys(), ...(first === there ? here : there).keys()])];
}

function byId(rows: readonly Row[]): Rows {
  return new Map(rows.map((row) => [idOf(row), row]));
}

function fieldsOf(plan: Partial<Plan>): readonly PlanField[] {
  return Object.keys(plan) as PlanField[];
}
