// The keys of the console: arrows choose, numbers move, F finds, N writes a card, Z undoes, Space shows the next card. Numbers and Space
// act on the card that has the focus. Letters act anywhere: see letters.ts.

import { presentCard } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { cards, openStage, session, stage } from "../state.ts";
import { next, previous } from "../presenting.ts";
import { t } from "../words.ts";
import { act, isFrozen, open, showPanel } from "./desk.ts";
import { cardInFocus, keyOf, stayInList } from "./focus.ts";
import { isFree, lettersAct, onLetter, onUndoKey } from "./letters.ts";
import { moveToNumber } from "./moves.ts";

const TWO_DIGITS = 600; // ms in which a second digit belongs to the first

/** Listens until what it gives back is called. `find` puts the focus into the search field. */
export function listenToKeys(find: () => void): () => void {
  let first: { digit: string; timer: number } | null = null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isFree(event) || onUndoKey(event) || event.ctrlKey || event.metaKey) return;
    const target = event.target as Element;
    if (/^[0-9]$/.test(event.key)) return onDigit(event);
    if (event.key === " ") return onSpace(event, target);
    if (event.key === "PageDown" || event.key === "PageUp") return onPage(event, target);
    if (event.key.startsWith("Arrow")) return onArrow(event, target);
    if (!lettersAct.peek()) return;
    const letter = event.key.toLowerCase();
    if (letter === "f") onLetter(event, find);
    else if (letter === "n" && !isFrozen.peek()) onLetter(event, writeCard);
    else if (event.key === "?") onLetter(event, () => (open.value = { kind: "keys" }));
  };
  // A button answers to Space when the key is let go.
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key === " " && isForPresenting(event.target as Element)) event.preventDefault();
  };
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("keyup", onKeyUp);
  };

  function onDigit(event: KeyboardEvent): void {
    const cardId = cardInFocus();
    if (cardId === null || event.repeat || isFrozen.peek()) return;
    event.preventDefault();
    const steps = session.peek()?.steps.length ?? 0;
    if (first) {
      window.clearTimeout(first.timer);
      const number = Number(first.digit + event.key);
      first = null;
      return moveFocused(cardId, number);
    }
    const startsTwo = event.key !== "0" && Number(event.key) * 10 <= steps;
    const number = event.key === "0" ? 10 : Number(event.key);
    if (!startsTwo) return moveFocused(cardId, number);
    const timer = window.setTimeout(() => {
      first = null;
      moveFocused(cardId, number);
    }, TWO_DIGITS);
    first = { digit: event.key, timer };
  }
}

function moveFocused(cardId: string, number: number): void {
  const card = cards.peek().find((one) => one.card_id === cardId);
  if (!card) return;
  if (card.step_id === null) stayInList(cardId);
  if (!moveToNumber(card.step_id === null ? "panel" : "board", card, number)) announce(t("Der er ikke noget trin {n}", { n: number }));
}

/** To the name of the card that is being written for others. */
function writeCard(): void {
  showPanel("scribe");
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".scribe textarea")?.focus());
}

// Space belongs to the buttons, except where a card is pointed at or nothing is: there it shows the next card.
function isForPresenting(target: Element): boolean {
  if (openStage.peek()?.kind !== "presenting" || isFrozen.peek()) return false;
  return target === document.body || target.matches("main, [data-keys]") || (keyOf(target)?.startsWith("card:") === true && !target.closest("[data-part]"));
}

function onSpace(event: KeyboardEvent, target: Element): void {
  if (!isForPresenting(target) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (event.repeat) return;
  const here = cardInFocus();
  const shown = stage.peek()?.presented ?? null;
  if (here !== null && here !== shown) void act("panel", presentCard(here));
  else presentNext(1);
}

// What a clicker in the hand of whoever presents sends.
function onPage(event: KeyboardEvent, target: Element): void {
  if (!isForPresenting(target)) return;
  event.preventDefault();
  if (!event.repeat) presentNext(event.key === "PageDown" ? 1 : -1);
}

/** The card that comes next, or the one before, in the order in which the areas present. */
export function nextInQueue(direction: -1 | 1) {
  return direction > 0 ? next() : previous();
}

export function presentNext(direction: -1 | 1): void {
  const card = nextInQueue(direction);
  if (card) void act("panel", presentCard(card.card_id));
}

// In lists arrows go to the nearest card in their direction, as the eye sees it; the staircase has its own, which know its steps.
function onArrow(event: KeyboardEvent, target: Element): void {
  const list = target.closest("[data-arrows]");
  const from = target.closest("[data-key]");
  if (!list || !from || target.closest("[data-part]")) return;
  event.preventDefault();
  const next = nearest([...list.querySelectorAll("[data-key]")], from, event.key);
  next?.querySelector<HTMLElement>("button")?.focus();
}

function nearest(all: readonly Element[], from: Element, key: string): Element | null {
  const start = middle(from);
  const upright = key === "ArrowUp" || key === "ArrowDown";
  const sign = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
  let found: Element | null = null;
  let least = Infinity;
  for (const to of all) {
    const end = middle(to);
    const ahead = sign * (upright ? end.y - start.y : end.x - start.x);
    const aside = Math.abs(upright ? end.x - start.x : end.y - start.y);
    // Ahead must be more than aside, or a row that is a little lower would be "to the right".
    if (ahead <= 1 || (!upright && aside > ahead)) continue;
    const cost = ahead + 3 * aside;
    if (cost < least) [found, least] = [to, cost];
  }
  return found;
}

function middle(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
