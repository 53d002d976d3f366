// Buttons that only make sense where script runs, on pages that have no other use for it.

import { t } from "./words.ts";

/** A button that copies the text of the element whose id `data-copy` is. */
export function offerCopy(place: HTMLElement): void {
  const text = document.getElementById(place.dataset.copy!);
  if (!text) return;
  const said = document.createElement("span");
  said.className = "small";
  said.role = "status";
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = t("Kopieret");
    } catch {
      // Plain http has no clipboard: then it is marked, to be copied by hand.
      getSelection()?.selectAllChildren(text);
      said.textContent = t("Markeret. Kopiér det med Ctrl+C.");
    }
  };
  place.append(small(place.dataset.label!, copy), said);
}

/** Two buttons that tick all boxes inside, and none. */
export function offerTicks(boxes: HTMLElement): void {
  const tick = (checked: boolean) => {
    for (const box of boxes.querySelectorAll<HTMLInputElement>("input[type='checkbox']")) box.checked = checked;
  };
  const row = document.createElement("div");
  row.className = "links__act";
  row.append(
    small(t("Vælg alle"), () => tick(true)),
    small(t("Vælg ingen"), () => tick(false)),
  );
  boxes.querySelector("legend")?.after(row);
}

function small(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--small";
  made.textContent = text;
  made.addEventListener("click", onClick);
  return made;
}
