// Cards that stand on no step yet: each with a button for every step, and to be dragged from its letters or its name.

import { Component } from "preact";

import { matches, unplaced } from "../board.ts";
import { AskedPill } from "../parts/Card.tsx";
import type { Drag } from "../parts/drag.ts";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { areaOf, cards, session } from "../state.ts";
import { t } from "../words.ts";
import { chosen, isFrozen, open, search } from "./desk.ts";
import { StepButtons } from "./StepButtons.tsx";

export function Loose({ drag }: { drag: Drag }) {
  const all = unplaced(cards.value);
  const found = search.value ? all.filter((card) => matches(card, search.value)) : all;
  const most = session.value!.steps.length;
  if (all.length === 0) {
    return (
      <p class="empty" data-keys tabIndex={-1}>
        {cards.value.length ? t("Alle kort står på trappen.") : t("Ingen kort endnu. De kommer her, når de første har lagt deres frem.")}
      </p>
    );
  }
  const tabStop = found.some((card) => card.card_id === chosen.value) ? chosen.value : found[0]?.card_id;
  return (
    <>
      {isFrozen.value ? <p class="small quiet panel__hint">{t("Det, der ikke kom på trappen, står i kortlægningen som ikke placeret.")}</p> : null}
      {found.length === 0 ? <p class="empty">{t("Ingen af dem passer til det, du søger.")}</p> : null}
      <ul class={most > 8 ? "loose loose--long" : "loose"} data-keys data-arrows tabIndex={-1}>
        {found.map((card) => (
          <Row
            key={card.card_id}
            card={card}
            tag={areaOf(card.area_id)?.tag ?? ""}
            areaName={areaOf(card.area_id)?.name ?? ""}
            inTabOrder={card.card_id === tabStop}
            isHeld={drag.cardId.value === card.card_id}
            isFrozen={isFrozen.value}
            drag={drag}
          />
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  readonly card: CardThing;
  readonly tag: string;
  readonly areaName: string;
  readonly inTabOrder: boolean;
  readonly isHeld: boolean;
  readonly isFrozen: boolean;
  readonly drag: Drag;
}

/** Drawn again only when something about it changed: in the writing stage there may be 300 of them. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return (Object.keys(next) as (keyof RowProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render() {
    const { card, tag, areaName, inTabOrder, isHeld, drag } = this.props;
    const lift = (event: PointerEvent) => {
      if (!this.props.isFrozen) drag.start(event, card.card_id, event.currentTarget as HTMLElement);
    };
    return (
      <li class={isHeld ? "loose__row loose__row--left" : "loose__row"} data-key={`card:${card.card_id}`}>
        <button
          type="button"
          class="loose__card"
          tabIndex={inTabOrder ? 0 : -1}
          onClick={() => (open.value = { kind: "card", cardId: card.card_id })}
          onPointerDown={lift}
        >
          <Tag tag={tag} title={areaName} />
          <span class="loose__name">
            {card.name}
            {card.confirmed ? null : (
              <>
                {" "}
                <AskedPill />
              </>
            )}
          </span>
        </button>
        {this.props.isFrozen ? null : <StepButtons card={card} place="panel" inTabOrder={inTabOrder} />}
      </li>
    );
  }
}
