// The focus stays where the facilitator is working, whatever others do to the board meanwhile. Things are known by their key, not by
// their place on the page: a card that somebody moves keeps the focus, and when it is gone the next one in its list has it.
//
// What can have the focus carries data-key ("card:…"), or stands in something that does; a list of such things is marked data-keys.

import { effect } from "@preact/signals";

import { picture } from "../state.ts";
import { chosen, open } from "./desk.ts";

interface Spot {
  readonly key: string;
  /** Which of its buttons, by data-part. */
  readonly part: string | null;
  readonly list: Element | null;
  readonly index: number;
}

let last: Spot | null = null;
let sentAway: string | null = null;

/** For a card that is sent away from its list: the work goes on with the next one there. */
export function stayInList(cardId: string): void {
  sentAway = `card:${cardId}`;
}

export function keyOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>("[data-key], [data-card-id]")?.dataset.key ?? cardKey(element);
}

function cardKey(element: Element | null): string | null {
  const cardId = element?.closest<HTMLElement>("[data-card-id]")?.dataset.cardId;
  return cardId ? `card:${cardId}` : null;
}

/** The card that has the focus, or stands around what has it. */
export function cardInFocus(): string | null {
  const key = keyOf(document.activeElement);
  return key?.startsWith("card:") ? key.slice(5) : null;
}

/** Watches until what it gives back is called. */
export function keepFocus(): () => void {
  const onFocus = (event: FocusEvent) => {
    const element = event.target as Element;
    // A dialog gives the focus back when it goes; until then the place on the desk is remembered.
    if (element.closest("dialog")) return;
    last = spotOf(element);
    if (last?.key !== sentAway) sentAway = null;
    const cardId = cardInFocus();
    if (cardId !== null && last?.list) chosen.value = cardId;
  };
  document.addEventListener("focusin", onFocus);
  const stop = effect(() => {
    picture.value;
    open.value;
    afterDrawing(restore);
  });
  return () => {
    stop();
    document.removeEventListener("focusin", onFocus);
  };
}

/** When what has just changed stands on the page, and a dialog that went has given the focus back. */
export function afterDrawing(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

function spotOf(element: Element): Spot | null {
  const key = keyOf(element);
  if (key === null) return null;
  const list = element.closest("[data-keys]");
  const part = element.closest<HTMLElement>("[data-part]")?.dataset.part ?? null;
  return { key, part, list, index: list ? keysIn(list).indexOf(key) : -1 };
}

function keysIn(list: Element): string[] {
  return [...list.querySelectorAll("[data-key], [data-card-id]")].map((element) => keyOf(element)!);
}

function restore(): void {
  const active = document.activeElement;
  if (last === null || (active && active !== document.body) || document.querySelector("dialog[open]")) return;
  const { key, part, list, index } = last;
  const inList = list?.isConnected ? list : null;
  const found = (inList && find(inList, key)) ?? (sentAway === key ? null : find(document, key)) ?? (inList && nth(inList, index));
  if (found) focusIn(found, part);
  else if (inList instanceof HTMLElement) inList.focus();
}

function find(root: ParentNode, key: string): Element | null {
  const cardId = key.startsWith("card:") ? `, [data-card-id="${CSS.escape(key.slice(5))}"]` : "";
  return root.querySelector(`[data-key="${CSS.escape(key)}"]${cardId}`);
}

function nth(list: Element, index: number): Element | null {
  const all = list.querySelectorAll("[data-key], [data-card-id]");
  return all[Math.min(index, all.length - 1)] ?? null;
}

const FOCUSABLE = "button, [href], input, textarea, select, summary, [tabindex]";

function focusIn(element: Element, part: string | null): void {
  const wanted = part && element.querySelector<HTMLElement>(`[data-part="${CSS.escape(part)}"]`);
  const first = element.matches(FOCUSABLE) ? (element as HTMLElement) : element.querySelector<HTMLElement>(FOCUSABLE);
  (wanted || first)?.focus({ preventScroll: false });
}
