// What makes plain pages nicer; all of them work without it. Here: one's own steps, with no more rows than are needed.

import { t } from "./words.ts";

for (const rows of document.querySelectorAll<HTMLOListElement>("[data-rows]")) enhance(rows);

function enhance(list: HTMLOListElement): void {
  const all = [...list.children] as HTMLLIElement[];
  const add = button(t("Tilføj et trin"), () => {
    const next = rowsOf(list).find((row) => row.hidden);
    if (next) {
      next.hidden = false;
      next.querySelector("input")?.focus();
    }
    refresh();
  });
  for (const row of all) {
    row.hidden = all.indexOf(row) >= 3 && isEmpty(row);
    const tools = document.createElement("span");
    tools.className = "own-steps__tools";
    tools.append(
      button("↑", () => swap(row, -1), t("Flyt op i listen")),
      button("↓", () => swap(row, 1), t("Flyt ned i listen")),
    );
    row.append(tools);
  }
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

function isEmpty(row: HTMLLIElement): boolean {
  return inputs(row).every((input) => input.value.trim() === "");
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
