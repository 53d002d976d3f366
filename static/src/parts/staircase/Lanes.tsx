// The second axis, drawn: the columns' names above the top step and the rules between them; and in rows, the short names that open
// the groups. Cards lie in lists that bear the columns' names, so a screen reader needs none of this.

import { t } from "../../words.ts";
import type { Layout, Slab } from "../layout.ts";
import { shortName } from "../layout/lanes.ts";

export function LanesView({ layout: { grid, height, lanes, type } }: { layout: Layout }) {
  if (!grid) return null;
  return (
    <>
      {grid.lanes.map(({ x, width, says }, lane) => {
        const key = lanes[lane]!.columnId ?? "";
        return (
          <div key={key} aria-hidden="true">
            <p class="lane__name" style={{ translate: `${x}px 0`, inlineSize: `${width}px`, blockSize: `${grid.head}px` }} title={lanes[lane]!.name}>
              {says}
            </p>
            <div class="lane__rule" style={{ translate: `${Math.round(x - 1.5 * type.gap)}px ${grid.head}px`, blockSize: `${height - grid.head}px` }} />
          </div>
        );
      })}
    </>
  );
}

interface InSlab {
  readonly slab: Slab;
  readonly layout: Layout;
  readonly lastInLane: (lane: number) => string | null;
  /** The column that a held card is over; null for none of them. */
  readonly targetColumn: string | null;
}

/** Where a card may be dropped on this step: one cell for each column. */
export function Cells({ slab, layout: { grid, lanes, type }, lastInLane, targetColumn }: InSlab) {
  if (!grid) return null;
  return (
    <>
      {grid.lanes.map(({ x, width }, lane) => {
        const columnId = lanes[lane]!.columnId ?? "";
        const isTarget = targetColumn === columnId;
        return (
          <div
            key={columnId}
            class={isTarget ? "lane__cell lane__cell--target" : "lane__cell"}
            data-column-id={columnId}
            data-last-card-id={lastInLane(lane)}
            style={{
              translate: `${x - 1.5 * type.gap}px ${slab.y}px`,
              inlineSize: `${width + 3 * type.gap}px`,
              blockSize: `${slab.height}px`,
            }}
          />
        );
      })}
    </>
  );
}

/** The short names before the groups, where cards run on in rows. */
export function GroupNames({ slab, layout: { lanes }, lastInLane, targetColumn }: InSlab) {
  return (
    <>
      {slab.groups.map(({ lane, x, y, width, height }) => {
        const columnId = lanes[lane]!.columnId ?? "";
        return (
          <p
            key={columnId}
            class={targetColumn === columnId ? "lane__group lane__group--target" : "lane__group"}
            aria-hidden="true"
            title={lanes[lane]!.name}
            data-column-id={columnId}
            data-last-card-id={lastInLane(lane)}
            style={{ translate: `${slab.x + x}px ${slab.y + y}px`, inlineSize: `${width}px`, blockSize: `${height}px` }}
          >
            {shortName(lanes[lane]!)}
          </p>
        );
      })}
    </>
  );
}

/** What a screen reader calls the cards of a column on one step. */
export function laneLabel(layout: Layout, lane: number): string {
  const { columnId, name } = layout.lanes[lane]!;
  return columnId === null ? name : t("Kolonne: {name}", { name });
}
