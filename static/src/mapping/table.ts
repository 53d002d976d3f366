// Makes the table of offers sortable and lets filters hide rows. The rows are those that came with the page; they are only moved
// and hidden, never written anew.

import { effect, signal, type Signal } from "@preact/signals";

import { NOT_PLACED, type Wanted } from "./Filters.tsx";
import type { Mapping, Offer } from "./mapping.ts";

interface Row {
  readonly element: HTMLTableRowElement;
  readonly offer: Offer;
  readonly text: string;
}

/** Hides what is not `wanted` and says in `shown` how much is left. */
export function enliven(table: HTMLTableElement, mapping: Mapping, wanted: Signal<Wanted>, shown: Signal<number>): void {
  const body = table.tBodies[0];
  const rows = body ? rowsOf(body, mapping) : [];
  if (!body || rows.length === 0) return;

  effect(() => {
    let left = 0;
    for (const { element, offer, text } of rows) {
      element.hidden = !matches(offer, text, wanted.value);
      if (!element.hidden) left++;
    }
    shown.value = left;
  });

  // The page comes in the order of the staircase.
  const sorting = signal({ column: 0, down: false });
  const heads = [...table.tHead!.rows[0]!.cells];
  heads.forEach((head, column) => {
    head.replaceChildren(sortButton(head, () => (sorting.value = { column, down: sorting.peek().column === column && !sorting.peek().down })));
  });
  effect(() => {
    const { column, down } = sorting.value;
    heads.forEach((head, i) => {
      if (i === column) head.ariaSort = down ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    });
    body.append(...sorted(rows, column, down).map(({ element }) => element));
  });
}

function rowsOf(body: HTMLTableSectionElement, { offers }: Mapping): Row[] {
  const byId = new Map(offers.map((offer) => [offer.offer_id, offer]));
  return [...body.rows].flatMap((element) => {
    const offer = byId.get(element.dataset.offer ?? "");
    return offer ? [{ element, offer, text: plain(element.textContent) }] : [];
  });
}

function plain(text: string): string {
  return text.toLocaleLowerCase("da");
}

/** Every word that is searched for stands somewhere in the row. */
export function matches(offer: Offer, text: string, { text: sought, areaId, stepId }: Wanted): boolean {
  if (areaId && offer.area_id !== areaId) return false;
  if (stepId === NOT_PLACED ? offer.step_id !== null : stepId && offer.step_id !== stepId && !offer.other_step_ids.includes(stepId)) return false;
  return plain(sought)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function sortButton(head: HTMLTableCellElement, onPress: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "table__sort";
  button.textContent = head.textContent;
  button.addEventListener("click", onPress);
  return button;
}

// Danish whatever language the page is in: the offers are.
const order = new Intl.Collator("da", { numeric: true });

/** Rows that say nothing in this column stand last, whichever way it is sorted; equal ones as on the staircase. */
function sorted(rows: readonly Row[], column: number, down: boolean): Row[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row.element.cells[column]) }));
  const sign = down ? -1 : 1;
  return keyed
    .sort((a, b) => Number(a.key === "") - Number(b.key === "") || sign * order.compare(a.key, b.key))
    .map(({ row }) => row);
}

// What stands in the cell itself: a name without the description below it, an area without its letters.
function keyOf(cell: HTMLTableCellElement | undefined): string {
  if (cell?.dataset.sort !== undefined) return cell.dataset.sort;
  const texts = [...(cell?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  return texts.map((node) => node.textContent?.trim()).find(Boolean) ?? "";
}
