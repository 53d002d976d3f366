// The staircase, drawn. layout.ts decides where everything stands; this measures the room, hands it over, and draws the answer as
// section > h2 + ol > li, step by step, so that it reads in order without the picture.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Drag } from "./drag.ts";
import { Icon } from "./Icon.tsx";
import { axisText, type Board, type ColumnName, type Held, layOut, type Layout, type PlacedCard, type Room, type Size, type StepName } from "./layout.ts";
import { type Direction, neighbour } from "./staircase/neighbour.ts";
import { Flights, type Point } from "./staircase/flight.ts";
import { LanesView } from "./staircase/Lanes.tsx";
import { SlabView } from "./staircase/Slab.tsx";
import { useRuler } from "./staircase/useRuler.ts";

export interface StaircaseProps {
  /** Lowest first. Keep the same array for as long as the steps are the same. */
  readonly steps: readonly StepName[];
  /** The second axis, from left to right; the same array for as long as it is the same. */
  readonly columns?: readonly ColumnName[] | undefined;
  /** In their order on each step. A card that did not change should be the same object as before: it is then not drawn again. */
  readonly cards: readonly PlacedCard[];
  /** One wall unit in px: the height of the picture / 1080 on the projector, 0.64 on the console, 0.62 for a mapping. */
  readonly scale: number;
  /** Take the height that whole names need, this many px at least, instead of the height there is. */
  readonly growsFrom?: number | undefined;
  /** What the headings say, one for each step, instead of counting what is drawn. */
  readonly counts?: readonly string[] | undefined;
  /** The one step to show in whole names, from 0; the others are counted. */
  readonly alone?: number | undefined;
  /** Names of areas by their letters, for counted steps. */
  readonly areaNames?: Readonly<Record<string, string>> | undefined;
  readonly selected?: string | null | undefined;
  /** With this, cards are buttons, and arrow keys go from card to card. */
  readonly onPick?: ((cardId: string) => void) | undefined;
  /** With this, Shift and an arrow to the side ask to move a card to the column there. */
  readonly onShift?: ((cardId: string, direction: -1 | 1) => void) | undefined;
  /** With this, cards can be dragged to a step. */
  readonly drag?: Drag | undefined;
  /** Where in the window a card comes from that was not on the staircase: its area in the legend, its row in a list. */
  readonly origin?: ((card: PlacedCard) => Point | null) | undefined;
}

const NO_NAMES = {};

export function Staircase(props: StaircaseProps) {
  const { steps, columns, cards, scale, growsFrom, drag, onPick, selected = null } = props;
  const root = useRef<HTMLDivElement>(null);
  const ruler = useRuler(root);
  const size = useSize(root);
  const held = useRef<Held | null>(null);
  const heldCard = drag?.cardId.value ?? null;

  const layout = useMemo(() => {
    if (!ruler || !size || size.width === 0 || (size.height === 0 && growsFrom === undefined)) return null;
    const board: Board = { steps, columns, cards, counts: props.counts, alone: props.alone };
    const room: Room = { width: size.width, height: growsFrom ?? size.height, scale, grows: growsFrom !== undefined };
    const made = layOut(board, room, ruler, held.current, Date.now(), drag?.cardId.peek() != null);
    return { made, isStill: held.current?.chosenFor !== made.held.chosenFor };
  }, [ruler, size, steps, columns, cards, scale, growsFrom, props.counts, props.alone]);

  useFlights(root, layout, cards, props);
  useLayoutEffect(() => {
    held.current = layout?.made.held ?? null;
  }, [layout]);

  const [inTabOrder, setInTabOrder] = useState<string | null>(null);
  const pick = (event: MouseEvent) => {
    const cardId = cardIdOf(event);
    if (cardId === null) return;
    setInTabOrder(cardId);
    onPick?.(cardId);
  };
  const lift = (event: PointerEvent) => {
    const cardId = cardIdOf(event);
    if (cardId !== null) drag?.start(event, cardId, event.currentTarget as HTMLElement);
  };
  const callbacks = useStable({ pick, lift });

  if (!layout) return <div class="staircase" ref={root} />;
  const { made, isStill } = layout;
  const tabStop = tabStopOf(made, [selected, inTabOrder]);
  const onKeyDown = (event: KeyboardEvent) => {
    const cardId = cardIdOf(event);
    if (cardId === null || !isDirection(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.shiftKey && props.onShift && made.lanes.length && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      return props.onShift(cardId, event.key === "ArrowLeft" ? -1 : 1);
    }
    const next = neighbour(made, cardId, event.key);
    if (next === null) return;
    setInTabOrder(next);
    onPick?.(next);
    root.current!.querySelector<HTMLElement>(`[data-card-id="${CSS.escape(next)}"] button`)?.focus();
  };
  return (
    <div
      class={classesOf(made, isStill, onPick !== undefined, drag !== undefined)}
      ref={root}
      data-drag-layer
      data-density={made.held.rung.counted.length ? "optælling" : made.type.density.name}
      style={{ ...typeVariables(made), blockSize: growsFrom === undefined ? "" : `${made.height}px` }}
      onKeyDown={onPick && onKeyDown}
    >
      {made.axisWidth === null ? null : (
        <p class="staircase__axis" style={{ inlineSize: `${made.axisWidth}px` }}>
          <Icon name="axis" />
          {axisText()}
        </p>
      )}
      <LanesView layout={made} />
      {made.slabs.map((slab, index) => (
        <SlabView
          key={slab.step.stepId}
          slab={slab}
          index={index}
          layout={made}
          lastCardId={lastOn(cards, index)}
          lastInLane={made.lanes.length ? (lane) => lastOn(cards, index, made.lanes[lane]!.columnId === null ? null : lane) : NO_LANES}
          areaNames={props.areaNames ?? NO_NAMES}
          selected={selected}
          held={heldCard}
          isTarget={drag?.over.value === slab.step.stepId}
          targetColumn={drag?.over.value === slab.step.stepId ? drag.overColumn.value : null}
          inTabOrder={tabStop}
          onPick={onPick && callbacks.pick}
          onPointerDown={drag && callbacks.lift}
        />
      ))}
    </div>
  );
}

function useFlights(
  root: { readonly current: HTMLElement | null },
  layout: { made: Layout; isStill: boolean } | null,
  cards: readonly PlacedCard[],
  { drag, origin }: StaircaseProps,
): void {
  const flights = useRef<Flights | null>(null);
  useLayoutEffect(() => {
    if (!layout || !root.current) return;
    flights.current ??= new Flights();
    flights.current.land(root.current, layout.made, cards, layout.isStill, (card, isNew) => {
      const dropped = drag?.takeLanding(card.cardId);
      if (dropped) return { x: dropped.left, y: dropped.top };
      return isNew ? (origin?.(card) ?? null) : null;
    });
  }, [layout]);
}

/** The room inside the element, and again whenever it changes. */
function useSize(root: { readonly current: HTMLElement | null }): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(root.current!);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** Handlers that stay the same from one drawing to the next, so that they are no reason to draw a card again. */
function useStable<H extends Record<string, (event: never) => void>>(handlers: H): H {
  const latest = useRef(handlers);
  latest.current = handlers;
  return useMemo(() => {
    const entries = Object.keys(handlers).map((key) => [key, (event: never) => latest.current[key]!(event)]);
    return Object.fromEntries(entries) as H;
  }, []);
}

function cardIdOf(event: Event): string | null {
  return (event.target as Element).closest<HTMLElement>("[data-card-id]")?.dataset.cardId ?? null;
}

function isDirection(key: string): key is Direction {
  return key === "ArrowUp" || key === "ArrowDown" || key === "ArrowLeft" || key === "ArrowRight";
}

// One card is in the tab order, as in any list of many: the chosen one, the one that was last gone to, or the first.
function tabStopOf({ slabs }: Layout, wishes: readonly (string | null)[]): string | null {
  const drawn = slabs.flatMap(({ boxes }) => boxes.map(({ card }) => card.cardId));
  return wishes.find((wish) => wish !== null && drawn.includes(wish)) ?? drawn[0] ?? null;
}

/** In a column, or (null) in none; without one, wherever on the step. */
function lastOn(cards: readonly PlacedCard[], step: number, column?: number | null): string | null {
  let last: string | null = null;
  for (const card of cards) {
    if (card.step === step && !card.gap && (column === undefined || (card.column ?? null) === column)) last = card.cardId;
  }
  return last;
}

const NO_LANES = () => null;

function classesOf({ many }: Layout, isStill: boolean, canPick: boolean, canDrag: boolean): string {
  const classes = ["staircase"];
  if (many) classes.push("staircase--many");
  if (isStill) classes.push("staircase--still");
  if (canPick) classes.push("staircase--live");
  if (canDrag) classes.push("staircase--drag");
  return classes.join(" ");
}

function typeVariables({ scale, type }: Layout): Record<string, string> {
  const px = (value: number) => `${value}px`;
  return {
    "--wu": px(scale),
    "--card-font": px(type.font),
    "--card-line": px(type.line),
    "--card-pad": px(type.pad),
    "--card-tag": px(type.tag),
    "--card-tag-font": px(type.tagFont),
    "--card-pill": px(type.pill),
    "--card-target": px(type.target),
    "--card-target-line": px(type.targetLine),
  };
}
