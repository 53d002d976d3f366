// What makes plain pages nicer; all of them work without it. In the form for a new workshop folded parts say what is chosen
// in them, and one's own steps have no more rows than are needed; a link is copied, and its files are ticked, in one go.

import { offerCopy, offerTicks } from "./plain.ts";
import { t, tn } from "./words.ts";

for (const fold of document.querySelectorAll<HTMLDetailsElement>(".fold")) tell(fold);
for (const field of document.querySelectorAll<HTMLInputElement>("input[type='file']")) dress(field);
for (const rows of document.querySelectorAll<HTMLOListElement>("[data-rows]")) arrange(rows);
for (const place of document.querySelectorAll<HTMLElement>("[data-copy]")) offerCopy(place);
for (const boxes of document.querySelectorAll<HTMLElement>("[data-ticks]")) offerTicks(boxes);

function tell(fold: HTMLDetailsElement): void {
  const chosen = document.createElement("span");
  chosen.className = "quiet small";
  fold.querySelector("summary")?.append(chosen);
  const refresh = () => {
    chosen.textContent = chosenIn(fold).join(" · ");
  };
  fold.addEventListener("input", refresh);
  refresh();
}

function chosenIn(fold: HTMLDetailsElement): string[] {
  const tiles = [...fold.querySelectorAll(".choice:has(input[type='radio']:checked) .choice__name")];
  const areas = fold.querySelectorAll("input[name='areas']:checked").length;
  const own = fold.querySelector<HTMLTextAreaElement>("textarea[name='own_areas']")?.value.split("\n") ?? [];
  const all = areas + own.filter((line) => line.trim() !== "").length;
  return [...tiles.map((tile) => tile.textContent ?? ""), ...(all ? [tn(all, "1 fagområde", "{n} fagområder")] : [])];
}

// Browsers write on it in their own language, whatever the page's is.
function dress(field: HTMLInputElement): void {
  const face = document.createElement("span");
  const said = document.createElement("span");
  face.className = "button";
  face.textContent = t("Vælg fil");
  said.className = "quiet";
  const label = document.createElement("label");
  label.className = "file";
  const refresh = () => {
    said.textContent = field.files?.[0]?.name ?? t("Ingen fil valgt");
  };
  field.addEventListener("change", refresh);
  field.replaceWith(label);
  label.append(field, face, said);
  refresh();
}

function arrange(list: HTMLOListElement): void {
  const add = button(t("Tilføj et trin"), () => {
    const next = rowsOf(list).find((row) => row.hidden);
    if (next) {
      next.hidden = false;
      next.querySelector("input")?.focus();
    }
    refresh();
  });
  rowsOf(list).forEach((row, index) => {
    row.hidden = index >= 3 && inputs(row).every((input) => input.value.trim() === "");
    const tools = document.createElement("span");
    tools.className = "own-steps__tools";
    tools.append(
      button("↑", () => swap(row, -1), t("Flyt op i listen")),
      button("↓", () => swap(row, 1), t("Flyt ned i listen")),
    );
    row.append(tools);
  });
  list.after(add);
  refresh();

  // The values change places, not the rows: what is read out (“Navn på trin 3”) stays true.
  function swap(row: HTMLLIElement, by: -1 | 1): void {
    const shown = rowsOf(list).filter((one) => !one.hidden);
    const other = shown[shown.indexOf(row) + by];
    if (!other) return;
    const theirs = inputs(other);
    inputs(row).forEach((input, index) => {
      const there = theirs[index];
      if (there) [input.value, there.value] = [there.value, input.value];
    });
    other.querySelectorAll("button")[by < 0 ? 0 : 1]?.focus();
  }

  function refresh(): void {
    add.hidden = rowsOf(list).every((row) => !row.hidden);
  }
}

function rowsOf(list: HTMLOListElement): HTMLLIElement[] {
  return [...list.children] as HTMLLIElement[];
}

function inputs(row: HTMLLIElement): HTMLInputElement[] {
  return [...row.querySelectorAll("input")];
}

function button(text: string, onClick: () => void, label?: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = label ? "button button--plain button--icon" : "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", onClick);
  return made;
}
