// Where one participant works: their drafts and notes on this phone, and what may be asked for. Views read its signals and
// call its methods; it is the only one that talks to both the phone's memory and the outbox.

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Surface } from "../boot.ts";
import {
  addCard,
  bringBackCard,
  confirmCard,
  editCard,
  editFinding,
  moveCard,
  noteFinding,
  type Place,
  supportFinding,
  withdrawCard,
} from "../commands.ts";
import type { Kept } from "../outbox.ts";
import type { Ability, Command, FindingForm } from "../protocol.ts";
import { watchMoment } from "../parts/moment.ts";
import { findings, mine, picture, stage } from "../state.ts";
import { t } from "../words.ts";
import type { Device } from "./device.ts";
import { answered, begin, cleared, type Draft, isWorthKeeping, write } from "./drafts.ts";
import { changesOf, type Fields, offerOf, same, type Troubles, troublesOf } from "./fields.ts";
import { writable } from "./known.ts";
import { Signs } from "./signs.ts";

/** A finding that is being written, or is on its way. */
export interface Note {
  readonly finding_id: string;
  readonly form: FindingForm;
  readonly text: string;
  readonly step_id: string | null;
  readonly card_ids: readonly string[];
  readonly target_group?: string;
  /** It puts right what this participant has noted before. */
  readonly edits?: boolean;
  readonly asked: boolean;
  readonly refused: { readonly code: string; readonly sentence: string } | null;
}

const DRAFT = "draft/";
const NOTE = "note/";
const MEMO = "memo/";

/** The refusal of what came after the mapping was closed. */
export const TOO_LATE = "frozen";

export class Desk {
  readonly surface: Surface;
  readonly device: Device;
  readonly signs: Signs;
  readonly #drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  readonly #notes = signal<ReadonlyMap<string, Note>>(new Map());
  readonly #troubles = signal<ReadonlyMap<string, string>>(new Map());
  readonly #isShut = signal(false);
  readonly #storedAt = signal<ReadonlyMap<string, number>>(new Map());
  /** Where the last card belonged: the next one often belongs there too. */
  #unit = "";

  constructor(surface: Surface, device: Device) {
    this.surface = surface;
    this.device = device;
    const openedAt = computed(() => (stage.value && stage.value.frozen_at === null ? stage.value.opened_at : null));
    this.signs = new Signs(surface.live, openedAt);
    surface.outbox.onAnswer((command, answer) => {
      if (command.type === "add_card" || command.type === "edit_card") this.#answered(command, answer);
      else if (command.type === "note_finding" || command.type === "edit_finding") this.#noted(command.finding_id, answer);
    });
    device.onChange(DRAFT, () => void this.#readDrafts());
    device.onChange(NOTE, () => void this.#readNotes());
  }

  /** Reads what this phone has kept. Before that there is nothing to show. */
  async open(): Promise<void> {
    await Promise.all([this.#readDrafts(), this.#readNotes(), this.surface.outbox.ready]);
    this.#unit = (await this.device.all<string>(MEMO)).get("unit") ?? "";
    effect(() => this.#clear());
    const { offset } = this.surface.live;
    effect(() => watchMoment(stage.value?.closes_at ?? null, offset.value, (hasCome) => (this.#isShut.value = hasCome)));
    effect(() => {
      const count = this.unstored.value;
      if (this.surface.live.status.value === "open") this.surface.live.send({ type: "drafts", count });
    });
  }

  get drafts(): ReadonlySignal<ReadonlyMap<string, Draft>> {
    return this.#drafts;
  }

  get notes(): ReadonlySignal<ReadonlyMap<string, Note>> {
    return this.#notes;
  }

  /** Why the last gesture with a card came to nothing. */
  get troubles(): ReadonlySignal<ReadonlyMap<string, string>> {
    return this.#troubles;
  }

  /** When the server stored a card that was written while this page was open, ms by the server's clock. */
  get storedAt(): ReadonlySignal<ReadonlyMap<string, number>> {
    return this.#storedAt;
  }

  /** How many cards lie here and are not stored yet. */
  readonly unstored = computed(() => this.#drafts.value.size);
  /** How many texts, cards and findings, are only here. */
  readonly onlyHere = computed(() => this.#drafts.value.size + this.#notes.value.size);

  /** Texts on their way to the server, by card. */
  readonly underWay = this.#byCard(["add_card", "edit_card"]);
  /** Moves, withdrawals and confirmations on their way, by card. */
  readonly gestures = this.#byCard(["move_card", "withdraw_card", "bring_back_card", "confirm_card"]);

  /** Whether the time for writing has run out, by the server's clock; it opens again when there is more time. */
  get isShut(): ReadonlySignal<boolean> {
    return this.#isShut;
  }

  may(ability: Ability): boolean {
    if (ability === "write" && this.#isShut.value) return false;
    return stage.value?.abilities.includes(ability) ?? false;
  }

  mayConfirm(): boolean {
    return this.may("write") || this.may("place");
  }

  // ---- cards

  /** The draft of a card, begun if there is none. Nothing is kept before something is written. */
  draftOf(card_id: string): Draft {
    return this.#drafts.value.get(card_id) ?? begin(card_id, writable(card_id), this.#unit);
  }

  write(card_id: string, patch: Partial<Fields>): void {
    this.#keep(write(this.draftOf(card_id), patch, Date.now()));
  }

  /** Puts a card, or the changes to one, in the outbox. Gives what is wrong, if the phone can see it. */
  putForward(card_id: string): Troubles | null {
    const draft = this.draftOf(card_id);
    const troubles = troublesOf(draft.fields);
    if (!draft.fields.name.trim()) troubles.name = { fact: t("Skriv, hvad tilbuddet hedder.") };
    if (Object.keys(troubles).length > 0) return troubles;
    const { base, fields } = draft;
    if (base !== null && same(base, fields)) return null;
    if (this.underWay.peek().has(card_id)) {
      this.#keep({ ...draft, again: true });
      return null;
    }
    this.#remember(fields.organisational_unit);
    const { step_id, column_id, other_steps } = fields;
    const place: Place = { step_id, other_steps, ...(column_id && { column_id }) };
    const command = base
      ? editCard(card_id, changesOf(base, fields))
      : addCard(card_id, offerOf(fields, picture.peek().areaId), place);
    // In one step: a draft that was put forward, and whose command nobody has, looks like one that was never sent.
    batch(() => {
      this.#keep({ ...draft, asked: fields, again: false, refused: null });
      void this.surface.outbox.ask(command);
    });
    return null;
  }

  /** Throws a draft away; gives what brings it back. */
  discard(card_id: string): () => void {
    const draft = this.#drafts.peek().get(card_id);
    this.#set(card_id, null);
    return () => {
      if (draft) this.#keep(draft);
    };
  }

  /** These four end with whether it was done; why it was not stands at the card. */
  move(card_id: string, place: Place): Promise<boolean> {
    return this.#gesture(card_id, moveCard(card_id, place));
  }

  withdraw(card_id: string): Promise<boolean> {
    return this.#gesture(card_id, withdrawCard(card_id));
  }

  bringBack(card_id: string): Promise<boolean> {
    return this.#gesture(card_id, bringBackCard(card_id));
  }

  confirm(card_id: string): Promise<boolean> {
    return this.#gesture(card_id, confirmCard(card_id));
  }

  async #gesture(card_id: string, command: Command): Promise<boolean> {
    this.#trouble(card_id, null);
    const answer = await this.surface.outbox.ask(command);
    if (answer.kind === "refused") this.#trouble(card_id, answer.sentence);
    return answer.kind === "stored";
  }

  // ---- findings

  /** The finding that is being written; a phone writes one at a time. */
  openNote(newId: string): Note {
    const begun = [...this.#notes.value.values()].find((note) => !note.asked && !note.edits);
    return begun ?? { finding_id: newId, form: "overlap", text: "", step_id: null, card_ids: [], asked: false, refused: null };
  }

  /** What this participant has noted, to put it right; undefined once it is gone. */
  openStored(finding_id: string): Note | undefined {
    const begun = this.#notes.value.get(finding_id);
    const found = findings.value.find((finding) => finding.finding_id === finding_id);
    return begun ?? (found && { ...found, edits: true, asked: false, refused: null });
  }

  writeNote(note: Note): void {
    this.#setNote(note.finding_id, { ...note, refused: null });
  }

  sendNote(note: Note): void {
    const { finding_id, form, text, step_id, card_ids, target_group = "" } = note;
    const words = { form, text, step_id, card_ids, target_group };
    this.#setNote(finding_id, { ...note, asked: true, refused: null });
    void this.surface.outbox.ask(note.edits ? editFinding(finding_id, words) : noteFinding(words, finding_id));
  }

  discardNote(finding_id: string): void {
    this.#setNote(finding_id, null);
  }

  /** What this participant supports, with the taps that are under way. */
  readonly supported = computed(() => {
    const found = new Set(mine.value.filter(({ supported }) => supported).map(({ finding_id }) => finding_id));
    for (const { command } of this.surface.outbox.waiting.value) {
      if (command.type !== "support_finding") continue;
      if (command.supported) found.add(command.finding_id);
      else found.delete(command.finding_id);
    }
    return found;
  });

  support(finding_id: string, supported: boolean): Promise<boolean> {
    return this.#gesture(finding_id, supportFinding(finding_id, supported));
  }

  // ---- the inside

  #byCard(types: readonly Command["type"][]): ReadonlySignal<ReadonlyMap<string, Kept>> {
    return computed(() => {
      const found = this.surface.outbox.waiting.value.filter(({ command }) => types.includes(command.type));
      return new Map(
        found.flatMap((kept) => ("card_id" in kept.command && kept.command.card_id ? [[kept.command.card_id, kept]] : [])),
      );
    });
  }

  #answered(command: Extract<Command, { type: "add_card" | "edit_card" }>, answer: Parameters<typeof answered>[1]): void {
    const { card_id } = command;
    if (answer.kind === "stored") this.#storedAt.value = new Map(this.#storedAt.peek()).set(card_id, Date.now() + this.surface.live.offset.peek());
    const draft = this.#drafts.peek().get(card_id);
    if (draft) this.#become(draft, answered(draft, answer, writable(card_id)));
  }

  #noted(finding_id: string, answer: Parameters<typeof answered>[1]): void {
    const note = this.#notes.peek().get(finding_id);
    if (!note) return;
    this.#setNote(finding_id, answer.kind === "stored" ? null : { ...note, asked: false, refused: answer });
  }

  // Drafts that were put forward and are not waiting: the answer came to another page, or the card has just been seen. And
  // those that came too late, when the facilitator has opened the mapping again.
  #clear(): void {
    if (picture.value.number === 0) return;
    const underWay = this.underWay.value;
    const isOpen = stage.value?.frozen_at === null;
    for (const note of this.#notes.value.values())
      if (isOpen && note.refused?.code === TOO_LATE) this.#setNote(note.finding_id, { ...note, refused: null });
    for (const draft of this.#drafts.value.values()) {
      if (isOpen && draft.refused?.code === TOO_LATE) this.#set(draft.card_id, { ...draft, refused: null });
      const stored = writable(draft.card_id);
      const isAwaited = stored === undefined && this.#storedAt.peek().has(draft.card_id);
      if (draft.asked !== null && !underWay.has(draft.card_id) && !isAwaited) this.#become(draft, cleared(draft, stored));
    }
  }

  #become(draft: Draft, rest: Draft | null): void {
    if (rest === draft) return;
    this.#set(draft.card_id, rest);
    if (rest?.again && rest.asked === null) this.putForward(draft.card_id);
  }

  #keep(draft: Draft): void {
    this.#set(draft.card_id, isWorthKeeping(draft) ? draft : null);
  }

  #set(card_id: string, draft: Draft | null): void {
    const next = new Map(this.#drafts.peek());
    if (draft) next.set(card_id, draft);
    else next.delete(card_id);
    this.#drafts.value = next;
    this.#write(DRAFT + card_id, draft);
  }

  #setNote(finding_id: string, note: Note | null): void {
    const next = new Map(this.#notes.peek());
    if (note) next.set(finding_id, note);
    else next.delete(finding_id);
    this.#notes.value = next;
    this.#write(NOTE + finding_id, note);
  }

  #trouble(card_id: string, sentence: string | null): void {
    const next = new Map(this.#troubles.peek());
    if (sentence) next.set(card_id, sentence);
    else next.delete(card_id);
    this.#troubles.value = next;
  }

  #remember(unit: string): void {
    this.#unit = unit;
    this.#write(`${MEMO}unit`, unit);
  }

  // At once, for every keystroke: the page may be gone in the next instant. A phone that is full keeps it in the page.
  #write(key: string, value: unknown): void {
    void (value === null ? this.device.remove(key) : this.device.put(key, value)).catch(() => {});
  }

  async #readDrafts(): Promise<void> {
    const before = this.#drafts.peek();
    const kept = await this.device.all<Draft>(DRAFT);
    const now = this.#drafts.peek();
    // What was written here meanwhile, and what a full phone did not take, is newer than what was read. A draft that is not there
    // any more was sent by another page.
    for (const [card_id, draft] of now)
      if (draft !== before.get(card_id) || draft.at > (kept.get(card_id)?.at ?? Infinity)) kept.set(card_id, draft);
    for (const card_id of before.keys()) if (!now.has(card_id)) kept.delete(card_id);
    this.#drafts.value = kept;
  }

  async #readNotes(): Promise<void> {
    this.#notes.value = await this.device.all<Note>(NOTE);
  }
}

const Place = createContext<Desk | null>(null);
export const DeskProvider = Place.Provider;

export function useDesk(): Desk {
  return useContext(Place)!;
}
