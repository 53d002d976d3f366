// The focus is not lost when somebody else takes away or moves what has it: it stays on the same button, or goes to the same place
// in the list. (The console, where much has the focus, does more: console/focus.ts.)
//
// Only buttons and links: a field that took the focus again by itself would open a phone's keyboard.

import { effect } from "@preact/signals";

import { picture } from "../state.ts";

const KEPT = "button, a[href], [data-card-id] [tabindex]";

interface Spot {
  readonly element: HTMLElement;
  readonly cardId: string | undefined;
  readonly list: Element | null;
  readonly index: number;
}

/** Watches for as long as the page lives. */
export function holdFocus(): void {
  let last: Spot | null = null;
  document.addEventListener("focusin", ({ target }) => {
    last = spotOf(target as HTMLElement);
  });
  // Who puts the focus down by pressing beside everything does not get it back.
  document.addEventListener("pointerdown", () => (last = null));
  effect(() => {
    picture.value;
    // When what has just changed stands on the page.
    requestAnimationFrame(() => requestAnimationFrame(() => last && restore(last)));
  });
}

function spotOf(element: HTMLElement): Spot | null {
  if (!element.matches(KEPT) || element.closest("dialog")) return null;
  const row = element.closest("li, [data-card-id]");
  const list = row?.parentElement ?? null;
  const { cardId } = element.closest<HTMLElement>("[data-card-id]")?.dataset ?? {};
  return { element, cardId, list, index: row && list ? [...list.children].indexOf(row) : -1 };
}

function restore({ element, cardId, list, index }: Spot): void {
  const active = document.activeElement;
  if ((active && active !== document.body) || document.querySelector("dialog[open]")) return;
  if (element.isConnected) return element.focus({ preventScroll: true });
  // On another step the card is drawn anew.
  const moved = cardId && document.querySelector<HTMLElement>(`[data-card-id="${CSS.escape(cardId)}"] button`);
  if (moved) return moved.focus({ preventScroll: true });
  const rows = list?.isConnected ? [...list.children] : [];
  const next = rows[Math.min(index, rows.length - 1)];
  const main = document.querySelector<HTMLElement>("[role=tab][aria-selected=true], main button");
  (next?.querySelector<HTMLElement>(KEPT) ?? main)?.focus();
}
