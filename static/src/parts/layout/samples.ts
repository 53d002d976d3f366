// Boards for tests: the offers of a real municipality spread over the steps, and boards drawn at random from a seed.

import type { Board } from "../layout.ts";
import type { FindingForm, Mark, Reach } from "../Card.tsx";
import type { PlacedCard } from "./cards.ts";
import type { ColumnName } from "./lanes.ts";

const NAMES = [
  "Åben rådgivning",
  "Fælles om ungelivet",
  "Skilsmissegruppe 8-10 år",
  "FamilieSpiren",
  "Headspace",
  "Konsulentbistand i dagtilbud",
  "Fælles om klasselivet",
  "Rådgivning om tænder og kost",
  "Konsulentbistand og andre forebyggende indsatser",
  "Økonomisk støtte til fritidsaktiviteter",
  "Rådgivning, undersøgelse og behandling",
  "Familievejleder",
  "Hjemmetræning",
  "Merudgifter",
  "Tabt arbejdsfortjeneste",
  "Ledsagerordning",
  "Praktisk, pædagogisk eller anden støtte i hjemmet",
  "Familiebehandling eller behandling af barnet/den unge",
  "Dagbehandling",
  "Fast kontaktperson",
  "Ophold i dagtilbud, fritidshjem, ungdomsklub, uddannelsessted m.v.",
  "Praktiktilbud",
  "Aflastningsordning",
  "Døgnophold for forældre og barn",
  "Støtteperson til forældre med anbragt barn",
  "Anbringelse i netværk",
  "Anbringelse",
  "Økonomisk støtte til kostskole/efterskole m.v.",
  "Særlig supplerende ydelse",
  "Åben rådgivning, Vipperød",
];
const TAGS = ["DAG", "SKO", "TAN", "SUN", "PPR", "CIV", "SSP", "MYN", "FPK", "FAM", "DØG", "ANDR"];
const REACHES: Reach[] = ["", "alle", "gruppe", "et_barn", "individuelt"];
const FORMS: FindingForm[] = ["overlap", "interface", "observation"];
const STEPS = [
  "Tidlige indsatser i almenområdet",
  "Forebyggende indsatser",
  "Hjemmebaserede foranstaltninger",
  "Anbringelse i slægt eller netværk",
  "Anbringelse i plejefamilie",
  "Anbringelse på institution",
];
// How cards spread over six steps in the municipality that the names are from.
const SPREAD = [0.28, 0.27, 0.21, 0.08, 0.07, 0.09];

/** About as wide as Inter: good enough for rules, and the same on every machine. */
export function measure(text: string, fontPx: number, weight: number): number {
  let em = 0;
  for (const letter of text) {
    em += /[ilj.,'|:;!()]/.test(letter) ? 0.28 : /[ftr \-/]/.test(letter) ? 0.34 : /[mwMWÅÆØæ]/.test(letter) ? 0.86 : /[A-Z]/.test(letter) ? 0.68 : 0.57;
  }
  return em * fontPx * (weight > 500 ? 1.06 : 1);
}

export function stepNames(count: number): Board["steps"] {
  return Array.from({ length: count }, (_, i) => ({ stepId: `s${i}`, name: STEPS[i % STEPS.length]! }));
}

const COLUMNS: readonly ColumnName[] = [
  { columnId: "almen", name: "Almenlovgivning", short: "Almen" },
  { columnId: "raadgivning", name: "Rådgivning og tidligt forebyggende", short: "Rådgivning" },
  { columnId: "stoette", name: "Støttende indsatser", short: "Støtte" },
  { columnId: "anbringelse", name: "Anbringelse", short: "Anbringelse" },
  { columnId: "funktionsnedsaettelse", name: "Funktionsnedsættelse", short: "Handicap" },
  { columnId: "unge", name: "Ungestøtte", short: "Unge" },
  { columnId: "civilsamfund", name: "Civilsamfund og uden lovgrundlag", short: "" },
];

/** The same cards in columns: mostly further to the right the higher they stand, as laws have it. */
export function inColumns(board: Board, count: number): Board {
  const last = board.steps.length - 1;
  const column = (step: number, i: number) => Math.max(0, Math.min(count - 1, Math.round((step / last) * (count - 1)) + [0, 2, -1, 1, -2, 3][i % 6]!));
  return { ...board, columns: COLUMNS.slice(0, count), cards: board.cards.map((card, i) => ({ ...card, column: column(card.step, i) })) };
}

export function sampleBoard(count: number, steps = 6): Board {
  const cards: PlacedCard[] = [];
  for (let i = 0; i < count; i++) {
    const at = (i + 0.5) / count;
    let part = 0;
    const sixth = SPREAD.findIndex((share) => (part += share) >= at - 1e-9);
    const step = Math.min(steps - 1, Math.floor(((sixth + ((i * 7) % 10) / 10) * steps) / 6));
    cards.push({
      cardId: `c${i}`,
      name: NAMES[(i * 7) % NAMES.length]!,
      targetGroup: "Børn og unge, der har brug for støtte",
      tag: TAGS[(i * 5) % TAGS.length]!,
      reach: REACHES[1 + (i % 4)]!,
      step,
      others: i % 6 === 1 ? [(step + 1) % steps, (step + 2) % steps] : [],
    });
  }
  return { steps: stepNames(steps), cards };
}

/** Small, fast and the same everywhere (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let n = Math.imul(state ^ (state >>> 15), 1 | state);
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
    return ((n ^ (n >>> 14)) >>> 0) / 4294967296;
  };
}

/** Anything that a workshop could come up with: 3 to 15 steps, up to 400 cards, names up to 200 characters. */
export function randomBoard(seed: number): Board {
  const random = chance(seed);
  const upTo = (n: number) => Math.floor(random() * (n + 1));
  const steps = 3 + upTo(12);
  const longest = random() < 0.3 ? 200 : 70;
  const cards = Array.from({ length: upTo(random() < 0.2 ? 400 : 140) }, (_, i): PlacedCard => {
    const step = Math.floor(random() * random() * steps);
    const marks: Mark[] = random() < 0.1 ? [{ form: FORMS[upTo(2)]!, number: 1 + upTo(30) }] : [];
    return {
      cardId: `c${i}`,
      name: words(random, 1 + upTo(longest)),
      targetGroup: random() < 0.5 ? words(random, upTo(200)) : "",
      tag: TAGS[upTo(TAGS.length - 1)]!,
      reach: REACHES[upTo(4)]!,
      step,
      others: random() < 0.15 ? [...new Set([upTo(steps - 1), upTo(steps - 1)])].filter((other) => other !== step) : [],
      marks,
      gap: random() < 0.02,
    };
  });
  if (random() < 0.5) return { steps: stepNames(steps), cards };
  const columns = 1 + upTo(6);
  const column = () => (random() < 0.1 ? undefined : upTo(columns - 1));
  return { steps: stepNames(steps), columns: COLUMNS.slice(0, columns), cards: cards.map((card) => ({ ...card, column: column() })) };
}

function words(random: () => number, length: number): string {
  let text = "";
  while (text.length < length) {
    const word = NAMES[Math.floor(random() * NAMES.length)]!.split(" ")[0]!;
    // Now and then somebody writes without a space.
    text += word + (random() < 0.05 ? "" : " ");
  }
  return text.slice(0, length).trim() || "A";
}
