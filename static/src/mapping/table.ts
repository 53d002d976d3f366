// Makes the table of offers sortable and lets filters hide rows. The rows are those that came with the page; they are only moved
// and hidden, never written anew.

import { effect, type Signal } from "@preact/signals";

import { AS_IT_CAME, NOT_PLACED, type Sorting, type Wanted } from "./wanted.ts";
import { type Group, groupsOf, type Mapping, type Offer } from "./mapping.ts";

export interface Row {
  readonly offer: Offer;
  /** All that stands in it, in small letters. */
  readonly text: string;
  /** The names of the target groups that it belongs to. */
  readonly groups: readonly string[];
}

interface LiveRow extends Row {
  readonly element: HTMLTableRowElement;
}

/** Hides what is not `wanted`, says in `shown` how much is left, and sorts. */
export function enliven(table: HTMLTableElement, mapping: Mapping, wanted: Signal<Wanted>, sorting: Signal<Sorting>, shown: Signal<number>): void {
  const body = table.tBodies[0];
  const rows = body ? rowsOf(body, mapping) : [];
  if (!body || rows.length === 0) return;
  table.classList.add("table--live");

  effect(() => {
    let left = 0;
    for (const row of rows) {
      row.element.hidden = !matches(row, wanted.value);
      if (!row.element.hidden) left++;
    }
    shown.value = left;
  });

  const heads = [...table.tHead!.rows[0]!.cells];
  for (const head of heads) {
    const key = head.dataset.key!;
    head.replaceChildren(
      sortButton(head, () => (sorting.value = { key, down: sorting.peek().key === key && !sorting.peek().down })),
    );
  }
  effect(() => {
    const { key, down } = sorting.value;
    const column = Math.max(0, heads.findIndex((head) => head.dataset.key === key));
    heads.forEach((head, i) => {
      if (i === column) head.ariaSort = down ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    });
    // The page comes in the order of the staircase.
    const ordered = sorting.value === AS_IT_CAME ? rows : sorted(rows, column, down);
    body.append(...ordered.map(({ element }) => element));
  });
}

function rowsOf(body: HTMLTableSectionElement, mapping: Mapping): LiveRow[] {
  const byId = new Map(mapping.offers.map((offer) => [offer.offer_id, offer]));
  const groups = groupsOf(mapping);
  return [...body.rows].flatMap((element) => {
    const offer = byId.get(element.dataset.offer ?? "");
    return offer ? [{ element, offer, text: plain(element.textContent), groups: namesFor(offer, groups) }] : [];
  });
}

function namesFor(offer: Offer, groups: readonly Group[]): string[] {
  return groups.filter((group) => group.has(offer)).map(({ name }) => name);
}

function plain(text: string): string {
  return text.toLocaleLowerCase("da");
}

/** Every word that is searched for stands somewhere in the row, and all that was chosen holds of it. */
export function matches({ offer, text, groups }: Row, wanted: Wanted): boolean {
  const { text: sought, areaId, stepId, columnId, reach, access, group } = wanted;
  if (areaId && offer.area_id !== areaId) return false;
  if (stepId === NOT_PLACED ? offer.step_id !== null : stepId && offer.step_id !== stepId && !offer.other_step_ids.includes(stepId)) return false;
  if (columnId && offer.column_id !== columnId) return false;
  if ((reach && offer.reach !== reach) || (access && offer.access_route !== access)) return false;
  if (group && !groups.includes(group)) return false;
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
function sorted(rows: readonly LiveRow[], column: number, down: boolean): LiveRow[] {
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
