// What was just done, in words, and which of it the undo button offers.

import type { DeedThing, FindingForm, QuestionState, Step } from "../protocol.ts";
import { t, time, tn } from "../words.ts";
import { fieldsAt, kindAt } from "./places.ts";

const MINUTE = 60_000;

/** As the undo button says it, after "Fortryd: ". */
export function deedName(deed: DeedThing): string {
  const what = plainName(deed);
  return deed.not_cpr.length && deed.what !== "cpr_dismissed" ? t("{what} (ikke et CPR-nummer)", { what }) : what;
}

function plainName(deed: DeedThing): string {
  const name = deed.subject;
  switch (deed.what) {
    case "card_added":
      return t("skrev “{name}”", { name });
    case "cards_imported":
      return tn(Number(deed.after), "importerede {n} kendt tilbud", "importerede {n} kendte tilbud");
    case "card_confirmed":
      return deed.after === "True" ? t("bekræftede “{name}”", { name }) : t("tog bekræftelsen af “{name}” tilbage", { name });
    case "card_edited":
      return t("rettede “{name}”", { name });
    case "card_moved":
      if (deed.after === "") return t("tog “{name}” af trappen", { name });
      return deed.before === "" ? t("placerede “{name}”", { name }) : t("flyttede “{name}”", { name });
    case "card_withdrawn":
      return t("trak “{name}” tilbage", { name });
    case "card_brought_back":
      return t("bragte “{name}” tilbage", { name });
    case "card_merged":
      return t("lagde “{name}” sammen med “{other}”", { name, other: deed.after });
    case "card_split":
      return t("delte “{name}” i to", { name });
    case "stage_opened":
      return t("gik til “{name}”", { name });
    case "stage_undone":
      return t("gik tilbage til “{name}”", { name });
    case "clock_set":
      return clockName(deed);
    case "texts_revealed":
      return deed.after === "True" ? t("viste teksterne") : deed.after === "False" ? t("skjulte teksterne") : t("lod programmet styre teksterne");
    case "card_presented":
      return deed.after === "" ? t("tog “{name}” af skærmen", { name }) : t("viste “{name}” på skærmen", { name });
    case "card_marked":
      return deed.after === "True" ? t("markerede “{name}” som præsenteret", { name }) : t("markerede “{name}” som ikke præsenteret", { name });
    case "turn_given":
      return deed.after === "" ? t("tog ordet fra {name}", { name }) : t("gav {name} ordet", { name });
    case "presenter_chosen":
      return deed.after === "" ? t("lod ingen præsentere for {name}", { name }) : t("valgte, hvem der præsenterer for {name}", { name });
    case "areas_arranged":
      return t("ændrede fagområdernes rækkefølge");
    case "cards_arranged":
      return t("ændrede rækkefølgen af kort fra {name}", { name });
    case "area_timed":
      return deed.after === ""
        ? t("gav {name} sin del af tiden igen", { name })
        : tn(Number(deed.after), "gav {name} {n} minut", "gav {name} {n} minutter", { name });
    case "question_asked":
      return t("stillede et spørgsmål");
    case "question_changed":
      return questionName(deed.after as QuestionState | "merged");
    case "question_shown":
      return deed.after === "" ? t("tog spørgsmålet af skærmen") : t("viste et spørgsmål på skærmen");
    // Whole sentences have no room on a button; the log has them.
    case "finding_noted":
      return notedName(deed.after as FindingForm);
    case "candidate_rejected":
      return deed.after === "True" ? t("afviste et forslag") : t("tog et forslag frem igen");
    case "overview_set":
      return t("ændrede overblikket");
    case "finding_changed":
      if (deed.after === "merged") return t("lagde to fund sammen");
      return deed.after === "removed" ? t("fjernede et fund") : t("rettede et fund");
    case "action_noted":
      return t("noterede en aftale");
    case "action_changed":
      return deed.after === "removed" ? t("fjernede en aftale") : t("rettede en aftale");
    case "cards_withdrawn":
      return tn(Number(deed.after), "trak {n} kort tilbage", "trak {n} kort tilbage");
    case "cards_brought_back":
      return tn(Number(deed.after), "bragte {n} kort tilbage", "bragte {n} kort tilbage");
    case "board_locked":
      return deed.after === "True" ? t("låste tavlen") : t("låste tavlen op");
    case "wall_held":
      return deed.after === "True" ? t("holdt billedet på skærmen") : t("lod skærmen følge med igen");
    case "person_removed":
      return deed.after === "True" ? t("fjernede en deltager") : t("lukkede en deltager ind igen");
    case "setup_changed":
      if (isOfAgenda(deed)) return t("ændrede dagens program");
      if (isOfProcess(deed)) return t("ændrede procesplanen");
      return deed.after === "" ? t("ændrede planen") : tn(Number(deed.after), "ændrede planen, så {n} kort mistede sin plads", "ændrede planen, så {n} kort mistede deres plads");
    case "cpr_dismissed": {
      const of = name ? t("“{name}”", { name }) : kindAt(deed.before).toLowerCase();
      return deed.after === "True" ? t("sagde om {of}, at det ikke er et CPR-nummer", { of }) : t("tog tilbage, at {of} ikke har et CPR-nummer", { of });
    }
    case "tidying_begun":
      return t("begyndte at rydde op i kortlægningen");
    case "tidying_given_up":
      return t("opgav oprydningen");
    case "board_frozen":
      return t("afsluttede kortlægningen");
    case "board_reopened":
      return t("åbnede kortlægningen igen");
    default:
      return t("det seneste");
  }
}

function notedName(form: FindingForm): string {
  switch (form) {
    case "overlap":
      return t("noterede et overlap");
    case "interface":
      return t("noterede en snitflade");
    case "gap":
      return t("noterede en mangel");
    case "observation":
      return t("noterede en iagttagelse");
  }
}

function questionName(became: QuestionState | "merged"): string {
  switch (became) {
    case "merged":
      return t("samlede to spørgsmål");
    case "answered":
      return t("noterede et svar");
    case "set_aside":
      return t("lagde et spørgsmål til side");
    case "open":
      return t("åbnede et spørgsmål igen");
  }
}

/** As the log tells it. */
export function deedStory(deed: DeedThing, steps: readonly Step[]): string {
  const story = plainStory(deed, steps);
  const fields = deed.not_cpr.map(fieldsAt).join(", ");
  return fields ? t("{story}. Ikke et CPR-nummer: {fields}", { story, fields }) : story;
}

function plainStory(deed: DeedThing, steps: readonly Step[]): string {
  const name = deed.subject;
  const number = (stepId: string) => steps.findIndex((step) => step.step_id === stepId) + 1;
  switch (deed.what) {
    case "card_added":
      return t("“{name}” skrevet", { name });
    case "cards_imported":
      return tn(Number(deed.after), "{n} kendt tilbud importeret fra {source}", "{n} kendte tilbud importeret fra {source}", { source: name });
    case "card_confirmed":
      return deed.after === "True" ? t("“{name}” bekræftet", { name }) : t("“{name}” ikke længere bekræftet", { name });
    case "card_edited":
      return t("“{name}” rettet", { name });
    case "card_moved":
      return moved(name, number(deed.before), number(deed.after));
    case "card_withdrawn":
      return t("“{name}” trukket tilbage", { name });
    case "card_brought_back":
      return t("“{name}” bragt tilbage", { name });
    case "card_merged":
      return t("“{name}” lagt sammen med “{other}”", { name, other: deed.after });
    case "card_split":
      return t("“{name}” delt i to; det andet er “{other}”", { name, other: deed.after });
    case "stage_opened":
    case "stage_undone":
      return t("Dagen er nu ved “{name}”", { name });
    case "clock_set":
      return sentence(clockName(deed));
    case "texts_revealed":
      return deed.after === "True" ? t("Teksterne vises") : deed.after === "False" ? t("Teksterne er skjult") : t("Teksterne følger programmet");
    case "card_presented":
      return deed.after === "" ? t("“{name}” taget af skærmen", { name }) : t("“{name}” vist på skærmen", { name });
    case "finding_noted":
      return t("“{name}” noteret", { name });
    case "candidate_rejected":
      return deed.after === "True" ? t("Ikke et overlap: {name}", { name }) : t("Igen et forslag: {name}", { name });
    case "finding_changed":
    case "action_changed":
      if (deed.after === "merged") return t("“{name}” lagt sammen med et andet", { name });
      return deed.after === "removed" ? t("“{name}” fjernet", { name }) : t("“{name}” rettet", { name });
    case "action_noted":
      return t("“{name}” aftalt", { name });
    case "cards_withdrawn":
      return tn(Number(deed.after), "{n} kort trukket tilbage: {names}", "{n} kort trukket tilbage: {names}", { names: name });
    case "cards_brought_back":
      return tn(Number(deed.after), "{n} kort bragt tilbage: {names}", "{n} kort bragt tilbage: {names}", { names: name });
    case "board_locked":
      return deed.after === "True" ? t("Tavlen er låst") : t("Tavlen er låst op");
    case "wall_held":
      return deed.after === "True" ? t("Skærmen holder billedet") : t("Skærmen følger med igen");
    case "person_removed":
      return deed.after === "True" ? t("En deltager er fjernet") : t("En deltager er lukket ind igen");
    case "question_asked":
      return t("“{name}” spurgt", { name });
    case "setup_changed":
      if (isOfAgenda(deed)) return t("Dagens program er ændret");
      if (isOfProcess(deed)) return t("Procesplanen er ændret");
      return deed.after === "" ? t("Planen er ændret") : tn(Number(deed.after), "Planen er ændret; {n} kort mistede sin plads", "Planen er ændret; {n} kort mistede deres plads");
    case "cpr_dismissed":
      return name ? t("“{name}”", { name }) : kindAt(deed.before);
    case "board_frozen":
      return t("Kortlægningen er afsluttet");
    case "board_reopened":
      return t("Kortlægningen er åbnet igen");
    default:
      return sentence(deedName(deed));
  }
}

/** What is said aloud, and written, when a card was moved: the steps count from 1, 0 is the list of those not placed. */
export function moved(name: string, from: number, to: number): string {
  if (to === 0) return t("“{name}” taget af trappen", { name });
  if (from === 0) return t("“{name}” placeret på trin {to}", { name, to });
  if (from === to) return t("“{name}” ændret på trin {to}", { name, to });
  return t("“{name}” flyttet fra trin {from} til trin {to}", { name, from, to });
}

const AGENDA = ["agenda", "left_out", "starts_at"];
const PROCESS = ["process", "upkeep", "purpose", "expected_outcome", "end_product", "scope", "consultative"];

// `before` names the fields of the plan that were changed.
function isOfAgenda({ before }: DeedThing): boolean {
  return before.split(",").every((field) => AGENDA.includes(field));
}

// What is written in the plan's other window, where some of the plan's own fields stand too.
function isOfProcess({ before }: DeedThing): boolean {
  const fields = before.split(",");
  return fields.some((field) => field === "process" || field === "upkeep") && fields.every((field) => PROCESS.includes(field));
}

function clockName({ before, after, at }: DeedThing): string {
  const [was, a] = reading(before);
  const [is, b] = reading(after);
  if (is === "paused" && was === "until") return t("satte uret på pause");
  if (is === "until" && was === "paused") return t("satte uret i gang");
  const minutes = (b - a) / MINUTE;
  if (is === "until" && b <= at) return t("sluttede tiden");
  if (was === is && Number.isInteger(minutes)) {
    return minutes < 0
      ? tn(-minutes, "tog {n} minut fra uret", "tog {n} minutter fra uret")
      : tn(minutes, "lagde {n} minut til uret", "lagde {n} minutter til uret");
  }
  return is === "until" ? t("satte uret til {at}", { at: time(b) }) : t("satte uret");
}

// "until:1700000000000", "paused:60000" or nothing.
function reading(clock: string): [string, number] {
  const [state, ms] = clock.split(":");
  return [state ?? "", Number(ms ?? 0)];
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface Ways {
  /** What the undo button takes back. */
  readonly undo: DeedThing | null;
  /** An undo that can itself be taken back. */
  readonly redo: DeedThing | null;
}

export const NO_WAYS: Ways = { undo: null, redo: null };

/**
 * What undo and redo at the top of the console offer: the newest deed from console or wall, step by step back, and again forward
 * until something new is done there. What phones do is left to the log, where each deed has its own button: in a room where 40
 * people write, the newest deed is another one from second to second, and a slip of the finger would take a stranger's card away.
 * `stuck` are those that the server would not take back, because the same thing has changed since.
 */
export function ways(deeds: readonly DeedThing[], stuck: ReadonlySet<number>): Ways {
  const byNumber = new Map(deeds.map((deed) => [deed.number, deed]));
  const here = deeds.filter((deed) => deed.area_id === "" && !stuck.has(deed.number));
  const original = (deed: DeedThing) => deed.undoes === null;
  const undo = newest(here.filter((deed) => original(deed) && deed.undoable));
  const redo = newest(
    here.filter((deed) => {
      const target = deed.undoes === null ? undefined : byNumber.get(deed.undoes);
      return deed.undoable && target !== undefined && original(target) && target.undone;
    }),
  );
  const holding = newest(here.filter((deed) => original(deed) && !deed.undone));
  return { undo, redo: redo && holding && holding.number > redo.number ? null : redo };
}

/** What the log shows, newest first: deeds that still stand and those taken back, not the taking back itself. */
export function told(deeds: readonly DeedThing[]): readonly DeedThing[] {
  const numbers = new Set(deeds.map((deed) => deed.number));
  return deeds.filter((deed) => deed.undoes === null || !numbers.has(deed.undoes)).sort((a, b) => b.number - a.number);
}

function newest(deeds: readonly DeedThing[]): DeedThing | null {
  return deeds.reduce<DeedThing | null>((found, deed) => (found && found.number > deed.number ? found : deed), null);
}
