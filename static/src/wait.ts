// At the door of a session: the page asks how it stands, and loads anew when that is something else. Without script it does so by itself.

import { at } from "./at.ts";

const ASKS = 2_500; // ms between two questions
const SPREAD = 1_000; // ms more, at most: a roomful of phones does not ask at once

const place = document.querySelector<HTMLElement>("[data-wait]");
const line = document.querySelector<HTMLElement>("[data-wait-line]");

async function ask({ wait = "", stands = "" }: DOMStringMap): Promise<void> {
  try {
    const answer = await fetch(at(wait));
    if (answer.status < 500 && (!answer.ok || (await answer.json()) !== stands)) {
      location.replace(location.pathname);
      return;
    }
    tell(!answer.ok);
  } catch {
    tell(true);
  }
  askLater();
}

function tell(isAway: boolean): void {
  if (line) line.hidden = !isAway;
}

let timer: ReturnType<typeof setTimeout> | undefined;

function askLater(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(place!.dataset), ASKS + SPREAD * Math.random());
}

if (place) {
  askLater();
  // A phone that was in a pocket has not asked for a while.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void ask(place.dataset);
  });
}
