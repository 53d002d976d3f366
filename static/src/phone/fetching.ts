// Fetches the rest of the page: at once when it is needed, otherwise while nothing else is going on, each phone at a moment of its own.

import { signal } from "@preact/signals";

type Rest = typeof import("./rest.tsx");

const SOONEST = 15_000; // ms after the page came: on a slow line the first card goes before
const SPREAD = 15_000;
const AGAIN = 3_000;

/** Null until it has come. */
export const rest = signal<Rest | null>(null);
/** It did not come; it is asked for again all the time. */
export const isMissing = signal(false);

let fetching = false;

export async function fetchRest(load: () => Promise<Rest> = () => import("./rest.tsx")): Promise<void> {
  if (fetching || rest.peek()) return;
  fetching = true;
  try {
    rest.value = await load();
    isMissing.value = false;
  } catch {
    isMissing.value = true;
    setTimeout(() => void fetchRest(load), AGAIN);
  } finally {
    fetching = false;
  }
}

export function fetchRestSoon(random = Math.random): void {
  setTimeout(() => void fetchRest(), SOONEST + SPREAD * random());
}
