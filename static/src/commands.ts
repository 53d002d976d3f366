// One function for each command. Ids are made here, on the device, so that asking twice counts once.

import type {
  AddCard,
  AnswerQuestion,
  ArrangeAreas,
  ArrangeCards,
  AskQuestion,
  BeginTidying,
  BringBackCard,
  ChangeSetup,
  ChoosePresenter,
  Comparison,
  ConfirmCard,
  EditAction,
  EditCard,
  EditFinding,
  EndClock,
  ExtendClock,
  FindingForm,
  DismissCpr,
  Freeze,
  GiveTurn,
  GiveUpTidying,
  HoldWall,
  LockBoard,
  MarkPresented,
  MergeCards,
  MergeFindings,
  MergeQuestions,
  MoveCard,
  NoteAction,
  NoteFinding,
  Offer,
  OfferChanges,
  OfferToPresent,
  OpenStage,
  PauseClock,
  PresentCard,
  QuestionState,
  RejectCandidate,
  RemoveAction,
  RemoveFinding,
  RemovePerson,
  Reopen,
  ResumeClock,
  RevealTexts,
  SetOverview,
  SetupFields,
  ShowQuestion,
  SplitCard,
  SupportFinding,
  SupportQuestion,
  TimeArea,
  Undo,
  WithdrawCard,
  WithdrawCardsOf,
} from "./protocol.ts";

/** 128 random bits. crypto.randomUUID would be missing on http in a municipality's own network. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Place {
  readonly step_id: string | null;
  /** Left out: the one it has; empty: none. */
  readonly column_id?: string;
  readonly other_steps?: readonly string[];
}

/** Beside which card on its step; with neither the card goes last, or stays where it is. */
export interface Neighbour {
  readonly before?: string | null;
  readonly after?: string | null;
}

/** For whom the facilitator writes: one of the plan's tables, or a person. */
export type Behalf = Pick<AddCard, "for_table_id" | "for_person_id">;

export const addCard = (card_id: string, offer: Offer, place: Place = { step_id: null }, source = "", behalf: Behalf = {}): AddCard => ({
  type: "add_card",
  id: newId(),
  card_id,
  offer,
  ...place,
  source,
  ...behalf,
});

export const confirmCard = (card_id: string): ConfirmCard => ({ type: "confirm_card", id: newId(), card_id });

export const editCard = (card_id: string, changes: OfferChanges): EditCard => ({
  type: "edit_card",
  id: newId(),
  card_id,
  changes,
});

export const moveCard = (card_id: string, place: Place, beside: Neighbour = {}): MoveCard => ({
  type: "move_card",
  id: newId(),
  card_id,
  ...place,
  ...beside,
});

export const withdrawCard = (card_id: string): WithdrawCard => ({ type: "withdraw_card", id: newId(), card_id });

export const bringBackCard = (card_id: string): BringBackCard => ({ type: "bring_back_card", id: newId(), card_id });

export const openStage = (stage_id: string): OpenStage => ({ type: "open_stage", id: newId(), stage_id });

export const pauseClock = (): PauseClock => ({ type: "pause_clock", id: newId() });

export const resumeClock = (): ResumeClock => ({ type: "resume_clock", id: newId() });

export const endClock = (): EndClock => ({ type: "end_clock", id: newId() });

export const extendClock = (minutes: number): ExtendClock => ({ type: "extend_clock", id: newId(), minutes });

/** null: as the open stage says. */
export const revealTexts = (revealed: boolean | null): RevealTexts => ({ type: "reveal_texts", id: newId(), revealed });

export const presentCard = (card_id: string | null): PresentCard => ({ type: "present_card", id: newId(), card_id });

export const markPresented = (card_id: string, presented: boolean): MarkPresented => ({
  type: "mark_presented",
  id: newId(),
  card_id,
  presented,
});

/** null: nobody's. */
export const giveTurn = (area_id: string | null): GiveTurn => ({ type: "give_turn", id: newId(), area_id });

/** null: nobody any more. */
export const choosePresenter = (area_id: string, person_id: string | null): ChoosePresenter => ({
  type: "choose_presenter",
  id: newId(),
  area_id,
  person_id,
});

export const offerToPresent = (offers: boolean): OfferToPresent => ({ type: "offer_to_present", id: newId(), offers });

export const arrangeAreas = (area_ids: readonly string[]): ArrangeAreas => ({ type: "arrange_areas", id: newId(), area_ids });

export const arrangeCards = (area_id: string, card_ids: readonly string[]): ArrangeCards => ({
  type: "arrange_cards",
  id: newId(),
  area_id,
  card_ids,
});

/** null: its share of what the stage has. */
export const timeArea = (area_id: string, minutes: number | null): TimeArea => ({ type: "time_area", id: newId(), area_id, minutes });

export const askQuestion = (card_id: string, text: string, question_id = newId()): AskQuestion => ({
  type: "ask_question",
  id: newId(),
  question_id,
  card_id,
  text,
});

export const supportQuestion = (question_id: string, supports: boolean): SupportQuestion => ({
  type: "support_question",
  id: newId(),
  question_id,
  supports,
});

export const mergeQuestions = (question_id: string, into_id: string): MergeQuestions => ({
  type: "merge_questions",
  id: newId(),
  question_id,
  into_id,
});

export const answerQuestion = (question_id: string, state: QuestionState, answer: string): AnswerQuestion => ({
  type: "answer_question",
  id: newId(),
  question_id,
  state,
  answer,
});

/** null: none. */
export const showQuestion = (question_id: string | null): ShowQuestion => ({ type: "show_question", id: newId(), question_id });

/** What a finding says and what it is about. */
export interface FindingWords {
  readonly form: FindingForm;
  readonly text: string;
  readonly card_ids?: readonly string[];
  readonly step_id?: string | null;
  readonly target_group?: string;
  readonly comparison?: Comparison;
}

export const noteFinding = (words: FindingWords, finding_id = newId()): NoteFinding => ({
  type: "note_finding",
  id: newId(),
  finding_id,
  ...words,
});

export const editFinding = (finding_id: string, words: FindingWords): EditFinding => ({
  type: "edit_finding",
  id: newId(),
  finding_id,
  ...words,
});

export const removeFinding = (finding_id: string): RemoveFinding => ({ type: "remove_finding", id: newId(), finding_id });

/** The first stays, and takes over what was said of the second. */
export const mergeFindings = (finding_id: string, gone_id: string): MergeFindings => ({
  type: "merge_findings",
  id: newId(),
  finding_id,
  gone_id,
});

/** These cards are no overlap, the room says; or it takes that back. */
export const rejectCandidate = (card_ids: readonly string[], rejected: boolean): RejectCandidate => ({
  type: "reject_candidate",
  id: newId(),
  card_ids,
  rejected,
});

export const setOverview = (changes: Omit<SetOverview, "type" | "id">): SetOverview => ({ type: "set_overview", id: newId(), ...changes });

export const supportFinding = (finding_id: string, supported: boolean): SupportFinding => ({
  type: "support_finding",
  id: newId(),
  finding_id,
  supported,
});

export interface ActionWords {
  readonly what: string;
  readonly who?: string;
  readonly due?: string;
  readonly card_ids?: readonly string[];
  readonly finding_ids?: readonly string[];
}

export const noteAction = (words: ActionWords, action_id = newId()): NoteAction => ({
  type: "note_action",
  id: newId(),
  action_id,
  ...words,
});

export const editAction = (action_id: string, words: ActionWords): EditAction => ({
  type: "edit_action",
  id: newId(),
  action_id,
  ...words,
});

export const removeAction = (action_id: string): RemoveAction => ({ type: "remove_action", id: newId(), action_id });

/** `seen`: what stood in the same fields when whoever asks looked. */
export const changeSetup = (changes: SetupFields, seen: SetupFields): ChangeSetup => ({
  type: "change_setup",
  id: newId(),
  changes,
  seen,
});

/** Nobody but the facilitator may change anything, or everybody again. */
export const lockBoard = (locked: boolean): LockBoard => ({ type: "lock_board", id: newId(), locked });

/** The wall keeps its picture, or follows the board again. */
export const holdWall = (held: boolean): HoldWall => ({ type: "hold_wall", id: newId(), held });

export const removePerson = (person_id: string, removed: boolean): RemovePerson => ({ type: "remove_person", id: newId(), person_id, removed });

export const withdrawCardsOf = (person_id: string): WithdrawCardsOf => ({ type: "withdraw_cards_of", id: newId(), person_id });

/** `go_on`: from where it stood when it was given up. */
export const beginTidying = (go_on: boolean): BeginTidying => ({ type: "begin_tidying", id: newId(), go_on });

export const giveUpTidying = (): GiveUpTidying => ({ type: "give_up_tidying", id: newId() });

export const mergeCards = (card_id: string, gone_card_id: string, changes: OfferChanges, stands_there: boolean): MergeCards => ({
  type: "merge_cards",
  id: newId(),
  card_id,
  gone_card_id,
  changes,
  stands_there,
});

export const splitCard = (card_id: string, new_card_id: string, offer: Offer, changes: OfferChanges): SplitCard => ({
  type: "split_card",
  id: newId(),
  card_id,
  new_card_id,
  offer,
  changes,
});

/** An offer that was forgotten on the day: who told of it, in words that name no person, and why it comes now. */
export const addForgotten = (card_id: string, offer: Offer, step_id: string | null, source: string, why: string): AddCard => ({
  ...addCard(card_id, offer, { step_id }, source),
  why,
});

/** `note`: what is said of this version. */
/** Says of what stands at this place that it is no CPR number, whatever it looks like. */
export const dismissCpr = (place: string): DismissCpr => ({ type: "dismiss_cpr", id: newId(), place });

export const freeze = (said: Partial<Pick<Freeze, "note" | "now_only">> = {}): Freeze => ({ type: "freeze", id: newId(), ...said });

export const reopen = (): Reopen => ({ type: "reopen", id: newId() });

/** Takes back what was stored as this entry. */
export const undo = (number: number): Undo => ({ type: "undo", id: newId(), number });
