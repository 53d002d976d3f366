// Which page of the phone is open. Each is an entry in the browser's history, so that the back gesture leads where people
// expect, and a reload in the middle of a word comes back to that word.

import { signal } from "@preact/signals";

export type Page =
  /** What the open stage is about. */
  | { readonly name: "home" }
  | { readonly name: "cards" }
  | { readonly name: "card"; readonly cardId: string }
  /** A finding: the one that is named, to put right; otherwise a new one. */
  | { readonly name: "note"; readonly findingId?: string };

interface Entry {
  readonly page: Page;
  readonly depth: number;
}

const HOME: Page = { name: "home" };

export const page = signal<Page>(HOME);

let depth = 0;

/** Takes up where the history stands; `last` is where this phone was when it was put away. */
export function openPages(last: Page | undefined): void {
  const entry = history.state as Entry | null;
  depth = entry?.depth ?? 0;
  page.value = entry?.page ?? HOME;
  if (!entry && last && last.name !== "home") go(last);
  addEventListener("popstate", ({ state }: PopStateEvent) => {
    const shown = state as Entry | null;
    depth = shown?.depth ?? 0;
    show(shown?.page ?? HOME);
  });
}

export function go(to: Page): void {
  depth += 1;
  history.pushState({ page: to, depth } satisfies Entry, "");
  show(to);
}

/** As `go`, but the page that is left is not come back to. */
export function goInstead(to: Page): void {
  history.replaceState({ page: to, depth } satisfies Entry, "");
  show(to);
}

export function back(): void {
  if (depth > 0) history.back();
  else goInstead(HOME);
}

function show(to: Page): void {
  // A sheet puts an entry of its own on top: when it closes, the page beneath is the same.
  if (JSON.stringify(to) === JSON.stringify(page.peek())) return;
  page.value = to;
  scrollTo(0, 0);
}
