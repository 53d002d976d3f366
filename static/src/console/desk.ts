// What all panels of the console share: the line to the board, what is chosen and open on this screen just now, and what was
// refused. The board itself stands in state.ts.

import { computed, effect, type Signal, signal } from "@preact/signals";

import { boot, readData, readShell } from "../boot.ts";
import { undo } from "../commands.ts";
import type { Answer } from "../outbox.ts";
import { toast } from "../parts/Toast.tsx";
import type { ChangeSetup, Command, Comparison, DeedThing, EditCard, FindingForm, ProcessNote } from "../protocol.ts";
import { areaOf, control, deeds, findings, openStage, stage } from "../state.ts";
import { t } from "../words.ts";
import { askThroughGuard } from "./alarm.ts";
import { deedName } from "./deeds.ts";
import { TabStore } from "./tabStore.ts";

/** The page's data block; the console's has more, see door.ts. */
interface ConsoleData {
  readonly projector: string;
  readonly people: string;
  /** Where what may overlap is asked for. */
  readonly candidates: string;
  /** Who works here, by id; also tells one sign-in from another. */
  readonly sign_in: string;
  /** Where the names of those are who came in by a link. */
  readonly helpers: string;
  /** Whether this one did: then other workshops are not open here. */
  readonly helps: boolean;
}

export const data = readData<ConsoleData>()!;
const store = new TabStore(readShell().sessionId, data.sign_in);
export const { shell, live, outbox } = boot(store);

/** How much was asked in this tab before somebody signed in anew, and is not answered. */
export const leftOver = signal(store.leftOver.length);

export function takeOver(): void {
  store.takeOver();
  leftOver.value = 0;
}

export function discardLeftOver(): void {
  store.discardLeftOver();
  leftOver.value = 0;
}

/** `again` hears of what is asked in the command's stead, once the facilitator has said that a text is no CPR number. */
export function ask<C extends Command>(command: C, again?: (command: C) => void): Promise<Answer> {
  return askThroughGuard((one) => outbox.ask(one), command, again);
}

/** Server time, to the nearest few seconds: for sentences that name a time. Clocks that count have their own beat. */
export const now = signal(Date.now());
setInterval(() => (now.value = Date.now() + live.offset.peek()), 5_000);
live.onMessage((message) => {
  if (message.type === "snapshot") now.value = message.now;
});

/** Where on the screen a refusal is told: beside what was pressed. */
export type Place = "undo" | "rail" | "board" | "panel" | "card" | "screen" | "log" | "people" | "door";

interface Trouble {
  readonly place: Place;
  readonly sentence: string;
}

export const trouble = signal<Trouble | null>(null);

/** Asks, and tells a refusal at `place`. For what has no field of its own to tell it at. */
export async function act(place: Place, command: Command): Promise<Answer> {
  const answer = await ask(command);
  if (answer.kind === "refused") trouble.value = { place, sentence: answer.sentence };
  else if (trouble.peek()?.place === place) trouble.value = null;
  return answer;
}

/** Undoing that was refused because the same thing has changed since; the undo button then offers what came before. */
export const stuck = signal<ReadonlySet<number>>(new Set());

export async function takeBack(place: Place, deed: Pick<DeedThing, "number">): Promise<void> {
  const answer = await act(place, undo(deed.number));
  if (answer.kind !== "refused") return;
  stuck.value = new Set([...stuck.peek(), deed.number]);
  const newer = deeds.peek().find((other) => other.number === answer.deed);
  if (newer) trouble.value = { place, sentence: inTheWay(newer) };
}

/** Why something cannot be taken back: what was done to the same since, and by whom. */
function inTheWay(newer: DeedThing): string {
  const who = areaOf(newer.area_id)?.name ?? t("facilitator");
  return t("Det kan ikke fortrydes, fordi {who} siden {what}. Fortryd det først.", { who, what: deedName(newer) });
}

const SECONDS_TO_THINK = 10;

/** As `act`, and offers for a while to take it back: for what changes everybody's screen. */
export async function actWithWayBack(place: Place, command: Command, done: string): Promise<Answer> {
  const answer = await act(place, command);
  if (answer.kind === "stored") toast(done, () => void takeBack(place, answer), SECONDS_TO_THINK);
  return answer;
}

/** The next version of the closed board is being tidied, on a page of its own. */
export const isTidied = computed(() => control.value?.tidying === "begun");

/** Closed: everything can be read, and nothing changed, until the board is opened again; but on that page. */
export const isFrozen = computed(() => (stage.value?.frozen_at ?? null) !== null && !(shell.surface === "tidy" && isTidied.value));

// What is looked at ------------------------------------------------------------------------------------------------

export type BoardView = "stairs" | "list" | "areas";
export type Panel = "loose" | "scribe" | "presenting" | "findings" | "overview" | "actions" | "withdrawn";

/** The facilitator's choice holds until the day moves on; then each stage brings what it is about. */
const chosenView = signal<{ stageId: string; view: BoardView } | null>(null);
const chosenPanel = signal<{ stageId: string; panel: Panel } | null>(null);

export const view = computed<BoardView>(() => {
  const chosen = chosenView.value;
  if (chosen && chosen.stageId === stage.value?.stage_id) return chosen.view;
  return openStage.value?.kind === "writing" && !isFrozen.value ? "areas" : "stairs";
});

export const panel = computed<Panel>(() => {
  const chosen = chosenPanel.value;
  if (chosen && chosen.stageId === stage.value?.stage_id) return chosen.panel;
  switch (openStage.value?.kind) {
    case "writing":
      return "scribe";
    case "presenting":
      return "presenting";
    case "reflection":
      return "findings";
    case "wrapup":
      return "actions";
    default:
      return "loose";
  }
});

export function lookAt(next: BoardView): void {
  chosenView.value = { stageId: stage.peek()?.stage_id ?? "", view: next };
}

export function showPanel(next: Panel): void {
  chosenPanel.value = { stageId: stage.peek()?.stage_id ?? "", panel: next };
}

/** The card that the keys act on: the one that had the focus last. */
export const chosen = signal<string | null>(null);
export const search = signal("");
/**
 * How the staircase is shown: as it fits, counting the fullest steps; in whole names, as high as they need; or one step (from 0) in whole
 * names and the others counted.
 */
export const reading = signal<"fit" | "names" | number>("fit");

/** What was asked in a dialog before the page was loaded again, and why it was not done. */
export interface Returned<C extends Command> {
  readonly command: C;
  readonly refusal: { readonly field: string; readonly sentence: string };
}

/** What stands over the desk. One at a time. */
export type Window =
  | { readonly kind: "card"; readonly cardId: string; readonly returned?: Returned<EditCard> }
  | { readonly kind: "stage"; readonly stageId: string }
  | { readonly kind: "plan"; readonly returned?: Returned<ChangeSetup>; readonly part?: "agenda" }
  | { readonly kind: "process"; readonly step?: ProcessNote["step"]; readonly returned?: Returned<ChangeSetup> }
  | { readonly kind: "freeze" }
  | { readonly kind: "people" }
  | { readonly kind: "new_code" }
  | { readonly kind: "door" }
  | { readonly kind: "keys" };

export const open = signal<Window | null>(null);

/** What is being written here: it stays while other panels are looked at, and when the page is loaded again. */
export function kept<T>(name: string, empty: T): Signal<T> {
  const key = `trappe-${shell.sessionId}-${name}`;
  const stored = sessionStorage.getItem(key);
  const draft = signal<T>(stored === null ? empty : completed(JSON.parse(stored) as T, empty));
  effect(() => sessionStorage.setItem(key, JSON.stringify(draft.value)));
  return draft;
}

// What was written before an upgrade lacks what the form has got since.
function completed<T>(stored: T, empty: T): T {
  return typeof empty === "object" && empty !== null ? { ...empty, ...stored } : stored;
}

/** A finding, new or put right. */
export interface FindingDraft {
  readonly findingId: string | null;
  readonly form: FindingForm;
  readonly text: string;
  readonly cardIds: readonly string[];
  readonly stepId: string | null;
  readonly targetGroup: string;
  readonly comparison: Comparison;
}

export const NO_FINDING: FindingDraft = {
  findingId: null,
  form: "overlap",
  text: "",
  cardIds: [],
  stepId: null,
  targetGroup: "",
  comparison: { form: "", method: "", intensity: "", relation: "" },
};
// Not "finding": what an older page kept under that name lacks fields.
export const findingDraft = kept<FindingDraft>("finding-2", NO_FINDING);

/** Takes a finding into the form again. */
export function editFinding(findingId: string): void {
  const found = findings.peek().find((finding) => finding.finding_id === findingId);
  if (!found) return;
  const { form, text, card_ids, step_id, target_group, comparison } = found;
  findingDraft.value = { findingId, form, text, cardIds: card_ids, stepId: step_id, targetGroup: target_group, comparison };
  showPanel("findings");
}

// Small screens ------------------------------------------------------------------------------------------------

// At 200 % zoom a laptop is a small screen too, so the remote control must lead to everything else as well.
const wide = matchMedia("(min-width: 1024px)");
export const isNarrow = signal(!wide.matches);
wide.addEventListener("change", () => (isNarrow.value = !wide.matches));
/** On a small screen: the whole desk in one column instead of the remote control. */
export const wholeDesk = signal(false);
