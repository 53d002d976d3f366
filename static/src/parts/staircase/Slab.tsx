// One step, drawn: its ground with the line, its heading, and its cards, or their numbers. Positions come from the layout and are set
// through the style object, which a strict content security policy allows.

import { Component } from "preact";

import { number, t } from "../../words.ts";
import { Card, type CardState } from "../Card.tsx";
import type { Band, CardBox, Layout, Slab, Tally } from "../layout.ts";
import { stepNumbers } from "../layout/cards.ts";
import { Tag } from "../Tag.tsx";
import { Cells, GroupNames, laneLabel } from "./Lanes.tsx";

export interface SlabProps {
  readonly slab: Slab;
  readonly index: number;
  readonly layout: Layout;
  readonly lastCardId: string | null;
  readonly areaNames: Readonly<Record<string, string>>;
  readonly selected: string | null;
  /** The card that is held; the place it came from stays marked. */
  readonly held: string | null;
  readonly isTarget: boolean;
  readonly lastInLane: (lane: number) => string | null;
  readonly targetColumn: string | null;
  /** The card that Tab comes to. */
  readonly inTabOrder: string | null;
  readonly onPick: ((event: MouseEvent) => void) | undefined;
  readonly onPointerDown: ((event: PointerEvent) => void) | undefined;
}

const TINTS = 6;

export function SlabView(props: SlabProps) {
  const { slab, index, layout, lastCardId, isTarget } = props;
  const { step, tally, band } = slab;
  const steps = layout.slabs.length;
  const isTop = index === steps - 1;
  const tint = steps === 1 ? 1 : Math.round((index / (steps - 1)) * (TINTS - 1)) + 1;
  const at = `${slab.x}px ${slab.y}px`;
  const id = `step-${step.stepId}`;
  return (
    <section class="step" aria-labelledby={id} data-step-id={step.stepId} data-last-card-id={lastCardId}>
      {/* As high as the whole board and behind the lower steps: when heights change it only has to slide. */}
      <div
        class={isTarget ? "step__ground step__ground--target" : "step__ground"}
        style={{
          translate: at,
          inlineSize: `${slab.width}px`,
          blockSize: `${layout.height}px`,
          zIndex: String(steps - index),
          "--tint": `var(--step-${tint})`,
          "--tread": isTop ? "100%" : `calc(${layout.run}px + var(--stroke))`,
        }}
      />
      <header class="step__head" style={{ translate: at, inlineSize: `${slab.content}px` }}>
        <h2 class="step__name" id={id}>
          <span class="step__number">{index + 1}</span> <span class="step__title">{step.name}</span>
        </h2>
        {isTarget ? (
          <p class="step__count step__count--drop">{t("Slip på trin {n}", { n: index + 1 })}</p>
        ) : (
          <p class="step__count">{slab.count}</p>
        )}
      </header>
      {tally ? <TallyView tally={tally} slab={slab} areaNames={props.areaNames} /> : null}
      {layout.lanes.length && !tally ? (
        <>
          {props.onPointerDown ? <Cells {...props} /> : null}
          <GroupNames {...props} />
          {layout.lanes.map(({ columnId }, lane) => (
            <Spots key={columnId ?? ""} of={props} at={at} label={laneLabel(layout, lane)} columnId={columnId ?? ""} boxes={slab.boxes.filter((box) => box.lane === lane)} />
          ))}
        </>
      ) : (
        <Spots of={props} at={at} label={tally ? t("Senest") : undefined} boxes={slab.boxes} />
      )}
      {band ? <BandView band={band} slab={slab} selected={props.selected} /> : null}
    </section>
  );
}

interface SpotsProps {
  readonly of: SlabProps;
  readonly at: string;
  readonly label: string | undefined;
  readonly columnId?: string | undefined;
  readonly boxes: readonly CardBox[];
}

function Spots({ of, at, label, columnId, boxes }: SpotsProps) {
  // No empty lists: one for each column of each step would be read out as many times.
  if (boxes.length === 0 && columnId !== undefined) return null;
  return (
    <ol class="step__cards" style={{ translate: at }} aria-label={label} data-column-id={columnId}>
      {boxes.map((box) => (
        <Spot key={box.card.cardId} {...spotProps(box, of)} />
      ))}
    </ol>
  );
}

interface SpotProps {
  readonly box: CardBox;
  readonly state: CardState | undefined;
  readonly tabIndex: number | undefined;
  readonly showReach: boolean;
  readonly showTarget: boolean;
  readonly onPick: ((event: MouseEvent) => void) | undefined;
  readonly onPointerDown: ((event: PointerEvent) => void) | undefined;
}

function spotProps(box: CardBox, props: SlabProps): SpotProps {
  const { card } = box;
  const { density } = props.layout.type;
  return {
    box,
    state:
      card.cardId === props.held
        ? "left"
        : card.cardId === props.selected
          ? "selected"
          : card.marks?.length && !card.gap
            ? "found"
            : undefined,
    tabIndex: props.onPick ? (card.cardId === props.inTabOrder ? 0 : -1) : undefined,
    showReach: density.reach,
    showTarget: density.target > 0 && props.slab.tally === null,
    onPick: props.onPick,
    onPointerDown: props.onPointerDown,
  };
}

/** A card at its place. Drawn again only when something about it changed: most of 300 cards stay as they are when one moves. */
class Spot extends Component<SpotProps> {
  override shouldComponentUpdate(next: SpotProps): boolean {
    const now = this.props;
    return (
      !isSameBox(next.box, now.box) ||
      next.state !== now.state ||
      next.tabIndex !== now.tabIndex ||
      next.showReach !== now.showReach ||
      next.showTarget !== now.showTarget ||
      next.onPick !== now.onPick ||
      next.onPointerDown !== now.onPointerDown
    );
  }

  override render() {
    const { box, ...drawn } = this.props;
    const { card, x, y, width, height } = box;
    return (
      <li
        class="spot"
        data-card-id={card.cardId}
        style={{ translate: `${x}px ${y}px`, inlineSize: `${width}px`, blockSize: `${height}px` }}
      >
        <Card card={card.others?.length ? { ...card, steps: stepNumbers(card) } : card} {...drawn} />
      </li>
    );
  }
}

function isSameBox(a: CardBox, b: CardBox): boolean {
  return a.card === b.card && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function BandView({ band, slab, selected }: { band: Band; slab: Slab; selected: string | null }) {
  return (
    <div
      class="band"
      style={{
        translate: `${slab.x + band.x}px ${slab.y + band.y}px`,
        inlineSize: `${band.width}px`,
        blockSize: `${band.height}px`,
      }}
    >
      <p class="band__lead">{t("Også her")}</p>
      <ul class="band__list">
        {band.shown.map((card) => (
          <li key={card.cardId} class={card.cardId === selected ? "ghost ghost--lit" : "ghost"}>
            <span class="ghost__tag">{card.tag}</span>
            {card.name}
          </li>
        ))}
      </ul>
      {band.more ? <p class="band__more">{band.shown.length ? t("og {n} til", { n: band.more }) : number(band.more)}</p> : null}
    </div>
  );
}

interface TallyProps {
  readonly tally: Tally;
  readonly slab: Slab;
  readonly areaNames: Readonly<Record<string, string>>;
}

function TallyView({ tally, slab, areaNames }: TallyProps) {
  const at = (x: number) => ({ translate: `${slab.x + x}px ${slab.y}px` });
  const firstLatest = slab.boxes[0];
  return (
    <>
      <ul class={`tally tally--${tally.detail}`} style={{ ...at(slab.content), inlineSize: `${tally.width}px` }}>
        {tally.groups.map(({ tag, count }) => (
          <li key={tag} class="tally__area">
            {tag ? <Tag tag={tag} title={areaNames[tag]} /> : <span class="tally__word">{t("Mangler")}</span>}
            <b class="tally__number">{number(count)}</b>
            {tally.detail === "number" ? null : <Dots tag={tag} count={count} />}
          </li>
        ))}
        {tally.rest ? (
          <li class="tally__area">
            <span class="tally__word">{t("andre")}</span>
            <b class="tally__number">{number(tally.rest)}</b>
          </li>
        ) : null}
      </ul>
      {firstLatest ? (
        <p class="tally__lead" style={at(firstLatest.x)} aria-hidden="true">
          {t("Senest")}
        </p>
      ) : null}
    </>
  );
}

/** One for each card, and as many cards as a full step has: drawn again only when their number changed. */
class Dots extends Component<{ tag: string; count: number }> {
  override shouldComponentUpdate(next: { tag: string; count: number }): boolean {
    return next.tag !== this.props.tag || next.count !== this.props.count;
  }

  override render() {
    const { tag, count } = this.props;
    return (
      <span class="tally__dots" aria-hidden="true">
        {Array.from({ length: count }, (_, i) => (
          <i key={i} class="dot" data-tag={tag} />
        ))}
      </span>
    );
  }
}
