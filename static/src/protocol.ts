// Written by `make protocol` from the models in board/messages.py, board/commands.py, board/things.py and
// board/state.py. Change those, not this.

export type Command =
  | AddCard
  | ConfirmCard
  | EditCard
  | MoveCard
  | WithdrawCard
  | BringBackCard
  | OpenStage
  | PauseClock
  | ResumeClock
  | ExtendClock
  | EndClock
  | RevealTexts
  | PresentCard
  | MarkPresented
  | GiveTurn
  | ChoosePresenter
  | OfferToPresent
  | ArrangeAreas
  | ArrangeCards
  | TimeArea
  | AskQuestion
  | SupportQuestion
  | MergeQuestions
  | AnswerQuestion
  | ShowQuestion
  | NoteFinding
  | EditFinding
  | RemoveFinding
  | MergeFindings
  | SupportFinding
  | RejectCandidate
  | SetOverview
  | NoteAction
  | EditAction
  | RemoveAction
  | ChangeSetup
  | LockBoard
  | HoldWall
  | RemovePerson
  | WithdrawCardsOf
  | Freeze
  | Reopen
  | BeginTidying
  | GiveUpTidying
  | MergeCards
  | SplitCard
  | DismissCpr
  | Undo;

export type ClientMessage = Command | Ping | Drafts | Sign | Lower;

export type Thing =
  | SessionThing
  | ProcessThing
  | StageThing
  | CardThing
  | OwnThing
  | CountThing
  | HereThing
  | PresentingThing
  | TurnThing
  | PresenterThing
  | QuestionThing
  | MyQuestionThing
  | SeatedThing
  | FindingThing
  | OverviewThing
  | SupportThing
  | MineThing
  | ActionThing
  | ControlThing
  | DeedThing;

export type ServerMessage =
  | Snapshot
  | Update
  | Accepted
  | RefusedMessage
  | Pong
  | Presence
  | YourSign
  | SignsMessage
  | DoorMessage;

export type Calling = "" | "hand" | "help";

export type Role = "facilitator" | "participant" | "projector";

export type Reach = "" | "alle" | "gruppe" | "et_barn" | "individuelt";

export type AccessRoute = "" | "self_referral" | "referral" | "allocation";

export type FindingForm = "overlap" | "interface" | "gap" | "observation";

export type Relation = "" | "complementary" | "overlapping";

export type StageKind =
  | "preparation"
  | "welcome"
  | "introduction"
  | "writing"
  | "placing"
  | "presenting"
  | "reflection"
  | "wrapup"
  | "break";

export type Ability = "write" | "place" | "note" | "act" | "ask";

export type Texts = "own_table" | "all";

export type Scope = "broad" | "narrow";

export type Law = "serviceloven" | "barnets_lov";

export type OverviewShown = "stairs" | "spread" | "groups";

export type QuestionState = "open" | "answered" | "set_aside";

/** The command `id` is committed to disk as entry `number` (or needed no change). */
export interface Accepted {
  readonly type: "accepted";
  readonly id: string;
  readonly number: number;
}

/** Who does what, and when. */
export interface ActionThing {
  readonly kind: "action";
  readonly key: string;
  readonly action_id: string;
  readonly what: string;
  readonly who: string;
  readonly due: string;
  readonly card_ids: readonly string[];
  readonly finding_ids: readonly string[];
}

/**
 * A new offer card, on a step at once if its writer knows one. `card_id` is made on the phone.
 *
 * The facilitator may write for one of the plan's tables, or for a person, whose card it then is; and say for an
 * offer that was forgotten on the day who told of it (`source`) and why it comes now.
 */
export interface AddCard {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "add_card";
  readonly card_id: string;
  readonly offer: Offer;
  readonly for_table_id?: string | null;
  readonly for_person_id?: string | null;
  readonly step_id?: string | null;
  readonly column_id?: string | null;
  readonly other_steps?: readonly string[];
  readonly source?: string;
  readonly why?: string;
}

/** Note the answer to a question, set it aside, or open it again. */
export interface AnswerQuestion {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "answer_question";
  readonly question_id: string;
  readonly state: QuestionState;
  readonly answer?: string;
}

/** A professional area (fagområde). `tag` is what stands on its cards: 2-4 letters, unique in the session. */
export interface Area {
  readonly area_id: string;
  readonly name: string;
  readonly tag: string;
}

/** The order in which the areas present. Those left out come after, in the plan's order. */
export interface ArrangeAreas {
  readonly id: string;
  readonly type: "arrange_areas";
  readonly area_ids: readonly string[];
}

/** The order in which an area presents its cards. Those left out come after, as they came. */
export interface ArrangeCards {
  readonly id: string;
  readonly type: "arrange_cards";
  readonly area_id: string;
  readonly card_ids: readonly string[];
}

/** Ask something about a card that is, or has been, presented. */
export interface AskQuestion {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "ask_question";
  readonly question_id: string;
  readonly card_id: string;
  readonly text: string;
}

/** Begin to tidy up a frozen board. `go_on`: from where it stood when it was given up, if it was. */
export interface BeginTidying {
  readonly id: string;
  readonly type: "begin_tidying";
  readonly go_on?: boolean;
}

/** Bring a withdrawn card back to where it stood. */
export interface BringBackCard {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "bring_back_card";
  readonly card_id: string;
}

/** Somebody calls for the facilitator. Who it is stands in no message; the name is asked for elsewhere. */
export interface Call {
  readonly person_id: string;
  readonly area_id: string;
  readonly table_id: string;
  readonly call: Calling;
  readonly since: number;
}

/** A card that this kind of viewer may read. */
export interface CardThing {
  readonly key: string;
  readonly card_id: string;
  readonly area_id: string;
  readonly table_id: string;
  readonly name: string;
  readonly target_group: string;
  readonly reach: Reach;
  readonly organisational_unit: string;
  readonly description: string;
  readonly age_span: string;
  readonly group_size: string;
  readonly duration: string;
  readonly access_route: AccessRoute;
  readonly legal_basis: string;
  readonly contact: string;
  readonly consultative: boolean;
  readonly public: boolean;
  readonly step_id: string | null;
  readonly other_steps: readonly string[];
  readonly rank: string;
  readonly column_id: string | null;
  readonly added_at: number;
  readonly withdrawn: boolean;
  readonly source: string;
  readonly known: boolean;
  readonly confirmed: boolean;
  readonly presented: boolean;
  readonly kind: "card";
}

/**
 * Change the session's plan. Areas with cards or people and stages that were held must remain; cards lose their
 * place, and nothing else, with a step or column that is removed.
 *
 * `seen` is what stood in the same fields when whoever asks looked: what somebody else has put there meanwhile is not
 * overwritten unread.
 */
export interface ChangeSetup {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "change_setup";
  readonly changes: SetupFields;
  readonly seen: SetupFields;
}

/** Say who presents for an area; None: nobody any more. */
export interface ChoosePresenter {
  readonly id: string;
  readonly type: "choose_presenter";
  readonly area_id: string;
  readonly person_id: string | null;
}

/** A column of the staircase's second axis, from left to right. `short` stands where the name has no room. */
export interface ColumnInput {
  readonly column_id: string;
  readonly name: string;
  readonly short?: string;
  readonly description?: string;
}

/** A column of the staircase's second axis, from left to right. `short` stands where the name has no room. */
export interface Column {
  readonly column_id: string;
  readonly name: string;
  readonly short: string;
  readonly description: string;
}

/** What the handbook asks of offers that seem to overlap or to meet. Empty: not answered. */
export interface ComparisonInput {
  readonly form?: string;
  readonly method?: string;
  readonly intensity?: string;
  readonly relation?: Relation;
}

/** What the handbook asks of offers that seem to overlap or to meet. Empty: not answered. */
export interface Comparison {
  readonly form: string;
  readonly method: string;
  readonly intensity: string;
  readonly relation: Relation;
}

/** Say of a known offer that it still holds as it stands on its card. */
export interface ConfirmCard {
  readonly id: string;
  readonly type: "confirm_card";
  readonly card_id: string;
}

/** What the facilitator has taken in hand, for consoles alone; see board/control.py. */
export interface ControlThing {
  readonly kind: "control";
  readonly key: string;
  readonly wall_held: boolean;
  readonly removed: readonly string[];
  readonly tidying: "" | "begun" | "left";
}

/** How many cards an area has stored: what is told of cards that may not be read. */
export interface CountThing {
  readonly kind: "count";
  readonly key: string;
  readonly area_id: string;
  readonly stored: number;
  readonly unconfirmed: number;
}

/** What just happened, for the facilitator: named, and whether it can still be undone. */
export interface DeedThing {
  readonly kind: "deed";
  readonly key: string;
  readonly number: number;
  readonly at: number;
  readonly what: string;
  readonly area_id: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly undoable: boolean;
  readonly undoes: number | null;
  readonly undone: boolean;
  readonly not_cpr: readonly string[];
}

/** Say of what stands at this place that it is no CPR number, whatever it looks like. */
export interface DismissCpr {
  readonly id: string;
  readonly type: "dismiss_cpr";
  readonly place: string;
}

/**
 * A hint: how one gets in, or who waits at the door, is another than before. What it is now is asked for beside
 * the socket: codes stand in no message. For projector and facilitator.
 */
export interface DoorMessage {
  readonly type: "door";
}

/** A hint: how many cards on this phone are begun or on their way, and not stored yet. */
export interface Drafts {
  readonly type: "drafts";
  readonly count: number;
}

/** Change an agreement. */
export interface EditAction {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "edit_action";
  readonly action_id: string;
  readonly what: string;
  readonly who?: string;
  readonly due?: string;
  readonly card_ids?: readonly string[];
  readonly finding_ids?: readonly string[];
}

/** Change some fields of a card. */
export interface EditCard {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "edit_card";
  readonly card_id: string;
  readonly changes: OfferChanges;
}

/** Word a finding anew, or say anew what it is about. None: as it stands. */
export interface EditFinding {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "edit_finding";
  readonly finding_id: string;
  readonly form: FindingForm;
  readonly text: string;
  readonly card_ids?: readonly string[];
  readonly step_id?: string | null;
  readonly target_group?: string | null;
  readonly comparison?: ComparisonInput | null;
}

/** The open stage's time is up now. */
export interface EndClock {
  readonly id: string;
  readonly type: "end_clock";
}

/**
 * Give the open stage more time, or less: at the least it ends now. A clock that has run out starts from now.
 */
export interface ExtendClock {
  readonly id: string;
  readonly type: "extend_clock";
  readonly minutes: number;
}

/** An overlap, an interface, a gap or an observation, as the room knows it. */
export interface FindingThing {
  readonly kind: "finding";
  readonly key: string;
  readonly finding_id: string;
  readonly number: number;
  readonly form: FindingForm;
  readonly text: string;
  readonly card_ids: readonly string[];
  readonly step_id: string | null;
  readonly target_group: string;
  readonly comparison: Comparison;
}

/**
 * Close the board and keep it as a mapping. `note`: what is to be said of this version. `now_only`: of what changed
 * since the version before it does not say what stood there.
 */
export interface Freeze {
  readonly id: string;
  readonly type: "freeze";
  readonly note?: string;
  readonly now_only?: boolean;
}

/** Let an area present now, or nobody. Its clock goes on from where it was. */
export interface GiveTurn {
  readonly id: string;
  readonly type: "give_turn";
  readonly area_id: string | null;
}

/** Leave the newest version as it is. What was done is kept, and can be gone on with. */
export interface GiveUpTidying {
  readonly id: string;
  readonly type: "give_up_tidying";
}

/**
 * A stage as it was really held. `closed_at` is None while it is open.
 *
 * `shut` is how much of it (ms) the board was frozen: a correction a week later is not a week of work.
 */
export interface Held {
  readonly stage_id: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly shut: number;
}

/** Who has come, by area. `people` is None where there are some, but fewer than FEW (few.py). */
export interface HereThing {
  readonly kind: "here";
  readonly key: string;
  readonly area_id: string;
  readonly people: number | null;
}

/** Keep the wall's picture as it is, whatever is done to the board, or show what has become of it. */
export interface HoldWall {
  readonly id: string;
  readonly type: "hold_wall";
  readonly held: boolean;
}

/** Let nobody but the facilitator change anything, or let the others in on it again. */
export interface LockBoard {
  readonly id: string;
  readonly type: "lock_board";
  readonly locked: boolean;
}

/** A hint from the facilitator: this person's call has been seen. */
export interface Lower {
  readonly type: "lower";
  readonly person_id: string;
}

/** Say that a card has been presented, or that it has not. */
export interface MarkPresented {
  readonly id: string;
  readonly type: "mark_presented";
  readonly card_id: string;
  readonly presented: boolean;
}

/**
 * Two cards are one offer: `card_id` stays, with `changes`, and what was said of `gone_card_id` is said of it.
 *
 * `stands_there`: it is put where the other one stood.
 */
export interface MergeCards {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "merge_cards";
  readonly card_id: string;
  readonly gone_card_id: string;
  readonly changes?: OfferChanges;
  readonly stands_there?: boolean;
}

/** Make two findings one: `finding_id` stays, and takes over the words, cards and supporters of `gone_id`. */
export interface MergeFindings {
  readonly id: string;
  readonly type: "merge_findings";
  readonly finding_id: string;
  readonly gone_id: string;
}

/** One question is the same as another about the same card, which stands for both from now on. */
export interface MergeQuestions {
  readonly id: string;
  readonly type: "merge_questions";
  readonly question_id: string;
  readonly into_id: string;
}

/** What a finding is to the viewer: noted, or supported by them. Sent to that one person only. */
export interface MineThing {
  readonly kind: "mine";
  readonly key: string;
  readonly finding_id: string;
  readonly noted: boolean;
  readonly supported: boolean;
}

/**
 * Put a card on a step (or, with no step, take it off the staircase).
 *
 * `before` and `after` name a neighbour on that step; with neither the card goes last, or stays where it is if it
 * is on that step already. A neighbour that has left meanwhile is as none. Without `column_id` it keeps the column
 * that it has; an empty one means none.
 */
export interface MoveCard {
  readonly id: string;
  readonly type: "move_card";
  readonly card_id: string;
  readonly step_id?: string | null;
  readonly column_id?: string | "" | null;
  readonly other_steps?: readonly string[];
  readonly before?: string | null;
  readonly after?: string | null;
}

/**
 * A question that is this viewer's own: asked or supported by them, or to be answered by them. What was merged
 * into another has that one's answer.
 */
export interface MyQuestionThing {
  readonly key: string;
  readonly question_id: string;
  readonly card_id: string;
  readonly text: string;
  readonly asked_at: number;
  readonly state: QuestionState;
  readonly answer: string;
  readonly support: number;
  readonly kind: "my_question";
  readonly because: "asked" | "supports" | "presents";
}

/** Agree on who does what, and when. */
export interface NoteAction {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "note_action";
  readonly action_id: string;
  readonly what: string;
  readonly who?: string;
  readonly due?: string;
  readonly card_ids?: readonly string[];
  readonly finding_ids?: readonly string[];
}

/** Note an overlap, an interface, a gap or an observation. */
export interface NoteFinding {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "note_finding";
  readonly finding_id: string;
  readonly form: FindingForm;
  readonly text: string;
  readonly card_ids?: readonly string[];
  readonly step_id?: string | null;
  readonly target_group?: string;
  readonly comparison?: ComparisonInput;
}

/**
 * The fields of an offer card (tilbudsskema, handbook annex 2, with the facts that real catalogues carry).
 */
export interface Offer {
  readonly name: string;
  readonly target_group?: string;
  readonly reach?: Reach;
  readonly area_id: string;
  readonly organisational_unit?: string;
  readonly description?: string;
  readonly age_span?: string;
  readonly group_size?: string;
  readonly duration?: string;
  readonly access_route?: AccessRoute;
  readonly legal_basis?: string;
  readonly contact?: string;
  readonly consultative?: boolean;
  readonly public?: boolean;
}

/** Some of an offer's fields; those left out stay as they are, so two people can edit one card. */
export interface OfferChanges {
  readonly name?: string | null;
  readonly target_group?: string | null;
  readonly reach?: Reach | null;
  readonly area_id?: string | null;
  readonly organisational_unit?: string | null;
  readonly description?: string | null;
  readonly age_span?: string | null;
  readonly group_size?: string | null;
  readonly duration?: string | null;
  readonly access_route?: AccessRoute | null;
  readonly legal_basis?: string | null;
  readonly contact?: string | null;
  readonly consultative?: boolean | null;
  readonly public?: boolean | null;
}

/** Present for one's own area, or leave it to somebody else. */
export interface OfferToPresent {
  readonly id: string;
  readonly type: "offer_to_present";
  readonly offers: boolean;
}

/** Go to a stage of the agenda, forward or back. */
export interface OpenStage {
  readonly id: string;
  readonly type: "open_stage";
  readonly stage_id: string;
}

/** What the wall shows in reflection, as the facilitator chose it. */
export interface OverviewThing {
  readonly kind: "overview";
  readonly key: string;
  readonly shown: OverviewShown;
  readonly target_groups: readonly string[];
  readonly by_support: boolean;
}

/** A card that the viewer has written; sent to its author only. */
export interface OwnThing {
  readonly key: string;
  readonly card_id: string;
  readonly area_id: string;
  readonly table_id: string;
  readonly name: string;
  readonly target_group: string;
  readonly reach: Reach;
  readonly organisational_unit: string;
  readonly description: string;
  readonly age_span: string;
  readonly group_size: string;
  readonly duration: string;
  readonly access_route: AccessRoute;
  readonly legal_basis: string;
  readonly contact: string;
  readonly consultative: boolean;
  readonly public: boolean;
  readonly step_id: string | null;
  readonly other_steps: readonly string[];
  readonly rank: string;
  readonly column_id: string | null;
  readonly added_at: number;
  readonly withdrawn: boolean;
  readonly source: string;
  readonly known: boolean;
  readonly confirmed: boolean;
  readonly presented: boolean;
  readonly kind: "own";
}

/** Stop the stage's clock where it is. */
export interface PauseClock {
  readonly id: string;
  readonly type: "pause_clock";
}

/** Is the line alive? Sent by the client when it has heard nothing for a while; answered at once. */
export interface Ping {
  readonly type: "ping";
}

/** The line is alive. `now` is the server's time in ms. */
export interface Pong {
  readonly type: "pong";
  readonly now: number;
}

/**
 * A hint: who is connected, and by area how many cards lie on phones and are not stored yet.
 *
 * For projector and facilitator. The phones of one area are never told by number, only their drafts are.
 */
export interface Presence {
  readonly type: "presence";
  readonly phones: number;
  readonly screens: number;
  readonly drafts: Readonly<Record<string, number>>;
  readonly facilitators: readonly string[];
}

/** Show one card large to the whole room, or none. */
export interface PresentCard {
  readonly id: string;
  readonly type: "present_card";
  readonly card_id: string | null;
}

/** Who presents for an area; sent to that person and to the facilitator only. */
export interface PresenterThing {
  readonly kind: "presenter";
  readonly key: string;
  readonly area_id: string;
  readonly person_id: string;
}

/**
 * Whose turn it is to present, and in which order; areas that are not named come after, in the plan's order.
 */
export interface PresentingThing {
  readonly kind: "presenting";
  readonly key: string;
  readonly turn: string | null;
  readonly area_ids: readonly string[];
}

/** What is written of one step of the mapping. */
export interface ProcessNoteInput {
  readonly step: "purpose" | "delimitation" | "mapping" | "follow_up" | "end_product";
  readonly input?: string;
  readonly decisions?: string;
  readonly further?: string;
}

/** What is written of one step of the mapping. */
export interface ProcessNote {
  readonly step: "purpose" | "delimitation" | "mapping" | "follow_up" | "end_product";
  readonly input: string;
  readonly decisions: string;
  readonly further: string;
}

/**
 * The process plan, for the facilitator: what is written of the mapping's steps, those without a word left out.
 */
export interface ProcessThing {
  readonly kind: "process";
  readonly key: string;
  readonly notes: readonly ProcessNote[];
}

/** As the facilitator sees it; and the room, while it is on the wall. */
export interface QuestionThing {
  readonly key: string;
  readonly question_id: string;
  readonly card_id: string;
  readonly text: string;
  readonly asked_at: number;
  readonly state: QuestionState;
  readonly answer: string;
  readonly support: number;
  readonly kind: "question";
  readonly shown: boolean;
  readonly merged_into: string | null;
}

/**
 * How many of those who sit together say that they are ready: at a table of the plan, or in an area by itself.
 */
export interface Ready {
  readonly area_id: string;
  readonly table_id: string;
  readonly ready: number;
  readonly people: number;
}

/** The command `id` is not carried out. `sentence` is for a person, in the viewer's language. */
export interface RefusedMessage {
  readonly type: "refused";
  readonly id: string | null;
  readonly code: string;
  readonly field: string;
  readonly sentence: string;
  readonly passing: boolean;
  readonly deed: number | null;
  readonly place: string;
}

/**
 * Say that cards which a rule found are no overlap and no interface, so that they are not proposed again; or take
 * that back.
 */
export interface RejectCandidate {
  readonly id: string;
  readonly type: "reject_candidate";
  readonly card_ids: readonly string[];
  readonly rejected?: boolean;
}

/** Take an agreement away. */
export interface RemoveAction {
  readonly id: string;
  readonly type: "remove_action";
  readonly action_id: string;
}

/** Take a finding away; its number is not used again. */
export interface RemoveFinding {
  readonly id: string;
  readonly type: "remove_finding";
  readonly finding_id: string;
}

/** Send a participant out, or let them in again. What they wrote stays. */
export interface RemovePerson {
  readonly id: string;
  readonly type: "remove_person";
  readonly person_id: string;
  readonly removed: boolean;
}

/** Open a frozen board again; the next freeze is the next version. */
export interface Reopen {
  readonly id: string;
  readonly type: "reopen";
}

/** Let a paused clock go on. */
export interface ResumeClock {
  readonly id: string;
  readonly type: "resume_clock";
}

/** Show or hide all cards' texts, whatever the stage says; None follows the stage again. */
export interface RevealTexts {
  readonly id: string;
  readonly type: "reveal_texts";
  readonly revealed: boolean | null;
}

/** How many sit at one of the plan's tables; for the facilitator, who is told all numbers. */
export interface SeatedThing {
  readonly kind: "seated";
  readonly key: string;
  readonly table_id: string;
  readonly people: number;
}

/** What the session is about; the same for all. */
export interface SessionThing {
  readonly kind: "session";
  readonly key: string;
  readonly title: string;
  readonly municipality: string;
  readonly date: string;
  readonly purpose: string;
  readonly expected_outcome: string;
  readonly end_product: string;
  readonly scope: Scope;
  readonly consultative: boolean;
  readonly law: Law;
  readonly names_in_mapping: boolean;
  readonly names_shown: boolean;
  readonly areas: readonly Area[];
  readonly tables: readonly Table[];
  readonly steps: readonly Step[];
  readonly columns: readonly Column[];
  readonly agenda: readonly Stage[];
  readonly starts_at: string;
  readonly left_out: readonly Stage[];
  readonly upkeep: Upkeep;
}

/** Choose what the wall shows in reflection. What is left out stays. */
export interface SetOverview {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "set_overview";
  readonly shown?: OverviewShown | null;
  readonly target_groups?: readonly string[] | null;
  readonly by_support?: boolean | null;
}

/** Some of the plan's fields, the lists each as a whole; nothing is said of those left out. */
export interface SetupFields {
  readonly title?: string | null;
  readonly municipality?: string | null;
  readonly date?: string | null;
  readonly purpose?: string | null;
  readonly expected_outcome?: string | null;
  readonly end_product?: string | null;
  readonly scope?: Scope | null;
  readonly consultative?: boolean | null;
  readonly law?: Law | null;
  readonly names_in_mapping?: boolean | null;
  readonly names_shown?: boolean | null;
  readonly areas?: readonly Area[] | null;
  readonly tables?: readonly TableInput[] | null;
  readonly steps?: readonly StepInput[] | null;
  readonly columns?: readonly ColumnInput[] | null;
  readonly agenda?: readonly StageInput[] | null;
  readonly starts_at?: string | null;
  readonly left_out?: readonly StageInput[] | null;
  readonly process?: readonly ProcessNoteInput[] | null;
  readonly upkeep?: UpkeepInput | null;
}

/** Show one question about the presented card on the wall, or none. */
export interface ShowQuestion {
  readonly id: string;
  readonly type: "show_question";
  readonly question_id: string | null;
}

/**
 * A hint from a phone: ready with the stage that was opened at `opened_at`, and what it calls the facilitator for.
 *
 * `since` is when the call began, ms in server time. The newest counts, and ends with the stage.
 */
export interface Sign {
  readonly type: "sign";
  readonly opened_at: number;
  readonly ready?: boolean;
  readonly call?: Calling;
  readonly since?: number;
}

/**
 * A hint: who calls, the longest first, and how many are ready where more than a few sit. For facilitators.
 */
export interface SignsMessage {
  readonly type: "signs";
  readonly calls: readonly Call[];
  readonly ready: readonly Ready[];
}

/** All that this viewer may see, after entry `number`. `now` is the server's time in ms. */
export interface Snapshot {
  readonly type: "snapshot";
  readonly number: number;
  readonly now: number;
  readonly release: string;
  readonly role: Role;
  readonly area_id: string;
  readonly table_id: string;
  readonly things: readonly Thing[];
}

/** One card is two offers: the second one is `offer`, beside the first one, which is left with `changes`. */
export interface SplitCard {
  readonly id: string;
  readonly not_cpr?: readonly string[];
  readonly type: "split_card";
  readonly card_id: string;
  readonly new_card_id: string;
  readonly offer: Offer;
  readonly changes?: OfferChanges;
}

/**
 * A point of the agenda, as data: how long, what participants may do, and whose texts they and the wall see.
 */
export interface StageInput {
  readonly stage_id: string;
  readonly kind: StageKind;
  readonly title: string;
  readonly minutes?: number;
  readonly abilities?: readonly Ability[];
  readonly texts?: Texts;
  readonly closes?: boolean;
  readonly given_up?: number;
}

/**
 * A point of the agenda, as data: how long, what participants may do, and whose texts they and the wall see.
 */
export interface Stage {
  readonly stage_id: string;
  readonly kind: StageKind;
  readonly title: string;
  readonly minutes: number;
  readonly abilities: readonly Ability[];
  readonly texts: Texts;
  readonly closes: boolean;
  readonly given_up: number;
}

/**
 * The open stage. Times are ms since 1970 in server time; `remaining` (ms) is set while the clock is paused.
 */
export interface StageThing {
  readonly kind: "stage";
  readonly key: string;
  readonly stage_id: string;
  readonly opened_at: number;
  readonly deadline: number | null;
  readonly remaining: number | null;
  readonly closes_at: number | null;
  readonly abilities: readonly Ability[];
  readonly texts_shown: boolean;
  readonly revealed: boolean | null;
  readonly presented: string | null;
  readonly frozen_at: number | null;
  readonly version: number;
  readonly locked: boolean;
  readonly held: readonly Held[];
}

/** A step of the staircase. The order in `Setup.steps` is from everyday life upwards. */
export interface StepInput {
  readonly step_id: string;
  readonly name: string;
  readonly description?: string;
}

/** A step of the staircase. The order in `Setup.steps` is from everyday life upwards. */
export interface Step {
  readonly step_id: string;
  readonly name: string;
  readonly description: string;
}

/** Say that one sees it too, or take that back. */
export interface SupportFinding {
  readonly id: string;
  readonly type: "support_finding";
  readonly finding_id: string;
  readonly supported: boolean;
}

/** Ask the question on the wall too, or no longer. */
export interface SupportQuestion {
  readonly id: string;
  readonly type: "support_question";
  readonly question_id: string;
  readonly supports: boolean;
}

/**
 * How many support a finding; nothing where nobody does. A thing of its own, so that a tap redraws no staircase.
 */
export interface SupportThing {
  readonly kind: "support";
  readonly key: string;
  readonly finding_id: string;
  readonly count: number;
}

/** Those who sit together, by area; see seating.py. */
export interface TableInput {
  readonly table_id: string;
  readonly name: string;
  readonly area_ids?: readonly string[];
}

/** Those who sit together, by area; see seating.py. */
export interface Table {
  readonly table_id: string;
  readonly name: string;
  readonly area_ids: readonly string[];
}

/** How many minutes an area has to present; None: its share of what the stage has. */
export interface TimeArea {
  readonly id: string;
  readonly type: "time_area";
  readonly area_id: string;
  readonly minutes: number | null;
}

/**
 * An area's turn to present, where anything has been said of it. While `since` is set (ms) its clock runs, and
 * that long is used; otherwise `elapsed` is.
 */
export interface TurnThing {
  readonly kind: "turn";
  readonly key: string;
  readonly area_id: string;
  readonly has_presenter: boolean;
  readonly minutes: number | null;
  readonly card_ids: readonly string[];
  readonly since: number | null;
  readonly elapsed: number;
}

/** Take back the command that was stored as entry `number` (an undo too: that is redo). */
export interface Undo {
  readonly id: string;
  readonly type: "undo";
  readonly number: number;
}

/** What became of the viewer's picture up to entry `number`: things to put, keys to remove. */
export interface Update {
  readonly type: "update";
  readonly number: number;
  readonly put: readonly Thing[];
  readonly remove: readonly string[];
}

/**
 * What the end product is, for whom, where it is found, who sees to it (tovholder), and how often (kadence).
 */
export interface UpkeepInput {
  readonly form?: "" | "overview" | "catalogue" | "both" | "other";
  readonly recipients?: string;
  readonly access?: "" | "internal" | "public" | "both";
  readonly channel?: string;
  readonly owner?: string;
  readonly rhythm?: "" | "half_yearly" | "yearly" | "two_yearly" | "other";
  readonly rhythm_words?: string;
  readonly next_date?: string;
}

/**
 * What the end product is, for whom, where it is found, who sees to it (tovholder), and how often (kadence).
 */
export interface Upkeep {
  readonly form: "" | "overview" | "catalogue" | "both" | "other";
  readonly recipients: string;
  readonly access: "" | "internal" | "public" | "both";
  readonly channel: string;
  readonly owner: string;
  readonly rhythm: "" | "half_yearly" | "yearly" | "two_yearly" | "other";
  readonly rhythm_words: string;
  readonly next_date: string;
}

/** Take a card back. Nothing is deleted: it can be brought back. */
export interface WithdrawCard {
  readonly id: string;
  readonly type: "withdraw_card";
  readonly card_id: string;
}

/** Take back all cards that one person has written, at once. */
export interface WithdrawCardsOf {
  readonly id: string;
  readonly type: "withdraw_cards_of";
  readonly person_id: string;
}

/**
 * A hint: what this person's phones say, as the facilitator is told of it. For that person only.
 *
 * `seen`: the facilitator has taken down the call that began at `since`.
 */
export interface YourSign {
  readonly type: "your_sign";
  readonly opened_at: number;
  readonly ready: boolean;
  readonly call: Calling;
  readonly since: number;
  readonly seen: boolean;
}
