// The page's one polite live region. Several would talk over each other.

import { signal } from "@preact/signals";

const NEVER_BREAKS = "\u00a0";
const said = signal("");

/** Has screen readers say this when they are done with what they are saying. */
export function announce(text: string): void {
  // The same text twice is no change to a live region and would not be read again.
  said.value = said.peek() === text ? text + NEVER_BREAKS : text;
}

export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {said.value}
    </div>
  );
}
