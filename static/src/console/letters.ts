// Keys that are letters, wherever a facilitator works: whether they act at all, and the one that takes back.

import { signal } from "@preact/signals";

import { deeds } from "../state.ts";
import { ways } from "./deeds.ts";
import { isFrozen, stuck, takeBack } from "./desk.ts";

const STORED_AS = "trappe-letter-keys";

/** Letters act anywhere, and can therefore be turned off (WCAG 2.1.4). */
export const lettersAct = signal(localStorage.getItem(STORED_AS) !== "off");

export function setLettersAct(on: boolean): void {
  lettersAct.value = on;
  localStorage.setItem(STORED_AS, on ? "on" : "off");
}

/** Whether a key belongs to the page. In a field it belongs to the field: there Ctrl + Z takes back what was typed. */
export function isFree(event: KeyboardEvent): boolean {
  const isTaken = event.defaultPrevented || event.altKey || document.querySelector("dialog[open]");
  return !isTaken && !(event.target as Element).matches("input, textarea, select, [contenteditable]");
}

export function onLetter(event: KeyboardEvent, run: () => void): void {
  event.preventDefault();
  if (!event.repeat) run();
}

/** Z and Ctrl + Z (⌘ Z) undo, with Shift they redo. Gives whether the key was one of them. */
export function onUndoKey(event: KeyboardEvent): boolean {
  const isHeld = event.ctrlKey || event.metaKey;
  if (event.key.toLowerCase() !== "z" || !(isHeld || lettersAct.peek())) return false;
  onLetter(event, () => back(event.shiftKey));
  return true;
}

/** For a page that has no other keys. Listens until what it gives back is called. */
export function listenToUndoKey(): () => void {
  const onKeyDown = (event: KeyboardEvent) => void (isFree(event) && onUndoKey(event));
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

function back(forward: boolean): void {
  if (isFrozen.peek()) return;
  const { undo, redo } = ways(deeds.peek(), stuck.peek());
  const deed = forward ? redo : undo;
  if (deed) void takeBack("undo", deed);
}
