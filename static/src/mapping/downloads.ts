// A file that takes a moment to make: how far it is stands below its link until it is fetched, and the page stays as it is. Without
// this, the file's own address says so, on a page that asks again by itself.

import { t } from "../words.ts";

interface State {
  readonly state: "ready" | "making" | "failed";
  readonly text: string;
}

/** Takes over the links of the list. */
export function enlivenDownloads(list: HTMLElement): void {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.role = "status";
  list.append(said);
  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-file]") : null;
    const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || opensElsewhere) return;
    event.preventDefault();
    if (!link.dataset.making) void fetchWhenReady(link, (text) => (said.textContent = text && `${link.ariaLabel}: ${text}`));
  });
}

async function fetchWhenReady(link: HTMLAnchorElement, announce: (text: string) => void): Promise<void> {
  link.dataset.making = "yes";
  const shown = below(link);
  shown.textContent = "";
  const show = (text: string) => (shown.textContent = text && `${link.dataset.file}: ${text}`);
  try {
    for (;;) {
      const answer = await fetch(`${link.href}/state`);
      if (!answer.ok) return location.assign(link.href); // its page says why
      const { state, text } = (await answer.json()) as State;
      // Where it begins and how it ends is read aloud; the count between is only for those who look.
      if (state !== "making" || !shown.textContent) announce(text);
      show(text);
      if (state === "ready") location.assign(link.href);
      if (state !== "making") return;
    }
  } catch {
    const text = t("Ingen forbindelse. Prøv igen om lidt.");
    show(text);
    announce(text);
  } finally {
    delete link.dataset.making;
  }
}

const rooms = new WeakMap<HTMLAnchorElement, HTMLElement>();

/** Where it stands how far a file is: there once it has been asked for. */
function below(link: HTMLAnchorElement): HTMLElement {
  const there = rooms.get(link);
  if (there) return there;
  const made = document.createElement("span");
  made.className = "downloads__state";
  link.parentElement!.append(made);
  rooms.set(link, made);
  return made;
}
