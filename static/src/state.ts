// What this viewer sees: the server's picture, and questions to it. Nothing here decides what may be done; the server
// has already left out whatever is not for this viewer.

import { computed, type ReadonlySignal, signal } from "@preact/signals";

import type {
  ActionThing,
  Area,
  CardThing,
  ControlThing,
  CountThing,
  DeedThing,
  FindingThing,
  HereThing,
  MineThing,
  MyQuestionThing,
  OverviewThing,
  OwnThing,
  SeatedThing,
  Presence,
  PresenterThing,
  PresentingThing,
  ProcessNote,
  QuestionThing,
  Role,
  ServerMessage,
  SessionThing,
  SignsMessage,
  Stage,
  StageThing,
  Thing,
  TurnThing,
} from "./protocol.ts";

export interface Picture {
  /** The entry of the log that this picture stands at; 0 until the first snapshot. */
  readonly number: number;
  readonly role: Role | null;
  /** The participant's own table; empty for the others. */
  readonly areaId: string;
  /** The plan's table at which they sit; empty where their area sits by itself. */
  readonly tableId: string;
  /** Which build the server runs. */
  readonly release: string;
  readonly things: ReadonlyMap<string, Thing>;
}

export const NOTHING_YET: Picture = { number: 0, role: null, areaId: "", tableId: "", release: "", things: new Map() };

/** The picture after a message. Those that carry no picture give back the very same one. */
export function apply(before: Picture, message: ServerMessage): Picture {
  switch (message.type) {
    case "snapshot":
      return {
        number: message.number,
        role: message.role,
        areaId: message.area_id,
        tableId: message.table_id,
        release: message.release,
        things: new Map(message.things.map((thing) => [thing.key, thing])),
      };
    case "update": {
      const things = new Map(before.things);
      for (const thing of message.put) things.set(thing.key, thing);
      for (const key of message.remove) things.delete(key);
      return { ...before, number: message.number, things };
    }
    default:
      return before;
  }
}

export const picture = signal<Picture>(NOTHING_YET);
/** The newest hint of who is connected; null until one has come. */
export const presence = signal<Presence | null>(null);

/** The newest hint of who calls for the facilitator, and how many are ready; for the console alone. */
export const signs = signal<SignsMessage | null>(null);

/** Takes in what the server said. */
export function receive(message: ServerMessage): void {
  if (message.type === "presence") presence.value = message;
  else if (message.type === "signs") signs.value = message;
  else picture.value = apply(picture.peek(), message);
}

function one<K extends Thing["kind"]>(kind: K): ReadonlySignal<Extract<Thing, { kind: K }> | undefined> {
  return computed(() => picture.value.things.get(kind) as Extract<Thing, { kind: K }> | undefined);
}

function all<K extends Thing["kind"]>(kind: K): ReadonlySignal<readonly Extract<Thing, { kind: K }>[]> {
  return computed(() => [...picture.value.things.values()].filter((thing) => thing.kind === kind) as never);
}

export const session: ReadonlySignal<SessionThing | undefined> = one("session");
export const overview: ReadonlySignal<OverviewThing | undefined> = one("overview");
/** What the wall shows in reflection: without a target group there is nothing to count by step. */
export const overviewShown = computed(() => {
  const { shown = "stairs", target_groups = [] } = overview.value ?? {};
  return shown === "groups" && target_groups.length === 0 ? "stairs" : shown;
});
export const stage: ReadonlySignal<StageThing | undefined> = one("stage");
const processThing = one("process");
/** The process plan; the facilitator's alone. */
export const processNotes: ReadonlySignal<readonly ProcessNote[]> = computed(() => processThing.value?.notes ?? []);
/** The open stage's place in the agenda: its kind, title and length. */
export const openStage: ReadonlySignal<Stage | undefined> = computed(() =>
  session.value?.agenda.find((point) => point.stage_id === stage.value?.stage_id),
);
export const allCards: ReadonlySignal<readonly CardThing[]> = all("card");
/** The cards that this viewer may read, without withdrawn ones. */
export const cards: ReadonlySignal<readonly CardThing[]> = computed(() => allCards.value.filter((card) => !card.withdrawn));
export const own: ReadonlySignal<readonly OwnThing[]> = all("own");
export const counts: ReadonlySignal<readonly CountThing[]> = all("count");
/** How many sit at each of the plan's tables; for the console alone. */
export const seated: ReadonlySignal<readonly SeatedThing[]> = all("seated");
export const here: ReadonlySignal<readonly HereThing[]> = all("here");
export const findings: ReadonlySignal<readonly FindingThing[]> = all("finding");
/** What this participant has noted or supports. */
export const mine: ReadonlySignal<readonly MineThing[]> = all("mine");
export const actions: ReadonlySignal<readonly ActionThing[]> = all("action");
/** What facilitators have taken in hand; nobody else is told. */
export const control: ReadonlySignal<ControlThing | undefined> = one("control");
export const presenting: ReadonlySignal<PresentingThing | undefined> = one("presenting");
export const turns: ReadonlySignal<readonly TurnThing[]> = all("turn");
export const presenters: ReadonlySignal<readonly PresenterThing[]> = all("presenter");
export const questions: ReadonlySignal<readonly QuestionThing[]> = all("question");
export const myQuestions: ReadonlySignal<readonly MyQuestionThing[]> = all("my_question");
export const deeds: ReadonlySignal<readonly DeedThing[]> = all("deed");

/** How many support a finding. */
export function supportOf(findingId: string): number {
  const thing = picture.value.things.get(`support:${findingId}`);
  return thing?.kind === "support" ? thing.count : 0;
}

const stepIndices = computed(() => new Map(session.value?.steps.map((step, index) => [step.step_id, index])));
const columnIndices = computed(() => new Map(session.value?.columns.map((column, index) => [column.column_id, index])));
const areasById = computed(() => new Map(session.value?.areas.map((area) => [area.area_id, area])));

/** Whether a card belongs to the table at which this participant sits; as board/seating.py has it. */
export function isAtMyTable(card: Pick<CardThing, "area_id" | "table_id">): boolean {
  const { areaId, tableId } = picture.value;
  const ofArea = (session.value?.tables ?? []).filter((table) => table.area_ids?.includes(card.area_id)).map((table) => table.table_id);
  if (ofArea.length === 0) return (tableId || areaId) === card.area_id;
  return ofArea.includes(card.table_id) ? tableId === card.table_id : ofArea.includes(tableId);
}

/** What the table is called at which this participant sits; empty where their area sits by itself. */
export function tableName(): string {
  return session.value?.tables?.find((table) => table.table_id === picture.value.tableId)?.name ?? "";
}

/** Where a step is on the staircase, from 0 at the foot; -1 for none. People are shown this plus one. */
export function stepIndex(stepId: string | null): number {
  return stepIndices.value.get(stepId ?? "") ?? -1;
}

/** Where a column is, from 0 at the left; undefined for none. */
export function columnIndex(columnId: string | null): number | undefined {
  return columnIndices.value.get(columnId ?? "");
}

export function areaOf(areaId: string): Area | undefined {
  return areasById.value.get(areaId);
}

interface Ranked {
  readonly rank: string;
  readonly card_id: string;
}

/** In the order in which cards stand on a step; the same as in board/staircase.py, so every screen agrees. */
export function sortByRank<C extends Ranked>(several: readonly C[]): C[] {
  return [...several].sort((a, b) => compare(a.rank, b.rank) || compare(a.card_id, b.card_id));
}

// By code unit: a reader's language must not change the order on the wall.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
