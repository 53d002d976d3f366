// The queue: areas in the order in which they present, each with its representative, its time and its cards.

import { signal } from "@preact/signals";

import { stepsOf } from "../board.ts";
import { arrangeAreas, arrangeCards, choosePresenter, giveTurn, markPresented, presentCard, timeArea } from "../commands.ts";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import { type AreaQueue, clockOf, lengthOf, queue } from "../presenting.ts";
import type { CardThing } from "../protocol.ts";
import { here, openStage, presenters, presenting, stage } from "../state.ts";
import { countdown, t, tn } from "../words.ts";
import { act, live, open } from "./desk.ts";
import { Select } from "./Field.tsx";
import { type Person, usePeople } from "./People.tsx";

/** The area that is being arranged; one at a time. */
const arranging = signal<string | null>(null);

export function Queue() {
  return (
    <div class="queue" data-keys data-arrows tabIndex={-1}>
      {queue.value
        .filter((group) => group.cards.length > 0 || group.turn !== undefined)
        .map((group) => (
          <Group key={group.area.area_id} group={group} />
        ))}
    </div>
  );
}

function Group({ group }: { group: AreaQueue }) {
  const { area, cards: theirs, turn } = group;
  const hasTurn = presenting.value?.turn === area.area_id;
  const isOpen = arranging.value === area.area_id;
  const done = theirs.filter((card) => card.presented).length;
  const clock = openStage.value?.kind === "presenting" ? clockOf(turn, lengthOf(area.area_id)) : null;
  return (
    <div role="group" class="queue__area" aria-label={area.name}>
      <h3 class={hasTurn ? "queue__head queue__head--turn" : "queue__head"}>
        <Tag tag={area.tag} />
        <span>{area.name}</span>
        <span class="quiet small number">{t("{done} af {all} præsenteret", { done, all: theirs.length })}</span>
      </h3>
      <div class="queue__doings">
        <span class="small quiet">
          {turn?.has_presenter ? t("Har en, der præsenterer") : t("Ingen præsenterer endnu")}
          {clock ? " · " : ""}
          {clock && hasTurn ? <Clock {...clock} serverOffset={live.offset} calm /> : null}
          {clock && !hasTurn ? restWords(clock.pausedRemaining ?? 0, (turn?.elapsed ?? 0) > 0) : null}
        </span>
        {openStage.value?.kind === "presenting" ? (
          <button type="button" class="button button--small" aria-pressed={hasTurn} onClick={() => void act("panel", giveTurn(hasTurn ? null : area.area_id))}>
            {hasTurn ? t("Har ordet") : t("Giv ordet")}
            <span class="visually-hidden">: {area.name}</span>
          </button>
        ) : null}
        <button
          type="button"
          class="button button--plain button--small"
          aria-expanded={isOpen}
          onClick={() => (arranging.value = isOpen ? null : area.area_id)}
        >
          {isOpen ? t("Luk") : t("Tilpas")}
          <span class="visually-hidden">{t(": hvem, tid og rækkefølge for {area}", { area: area.name })}</span>
        </button>
      </div>
      {isOpen ? <Arranging group={group} /> : null}
      <ul class="queue__cards">
        {theirs.map((card) => (
          <Row key={card.card_id} card={card} order={isOpen ? theirs : null} />
        ))}
      </ul>
    </div>
  );
}

/** What an area that waits has left, or has. */
function restWords(ms: number, hasBegun: boolean): string {
  return hasBegun ? t("{rest} tilbage", { rest: countdown(ms) }) : tn(Math.round(ms / 60_000), "{n} minut", "{n} minutter");
}

function Arranging({ group: { area, turn } }: { group: AreaQueue }) {
  const people = usePeople(true, here.value.reduce((sum, one) => sum + (one.people ?? 0), 0));
  const theirs = Array.isArray(people) ? people.filter((person: Person) => person.area_id === area.area_id) : [];
  const presenter = presenters.value.find((one) => one.area_id === area.area_id)?.person_id ?? "";
  const order = queue.value.map((one) => one.area.area_id);
  const at = order.indexOf(area.area_id);
  const share = lengthOf(area.area_id);
  return (
    <div class="queue__arranging">
      <Select
        label={t("Hvem præsenterer?")}
        value={presenter}
        options={[["", t("Ingen endnu")], ...theirs.map((person: Person, index: number) => [person.person_id, person.name || t("Deltager {n}", { n: index + 1 })] as const)]}
        onChoose={(person_id) => void act("panel", choosePresenter(area.area_id, person_id || null))}
      />
      {people === "failed" ? <p class="small quiet">{t("Navnene kunne ikke hentes. Prøv igen om lidt.")}</p> : null}
      <Select
        label={t("Tid")}
        value={String(turn?.minutes ?? "")}
        options={[["", t("Sin del af tiden")], ...minutesFor(turn?.minutes ?? null).map((n) => [String(n), tn(n, "{n} minut", "{n} minutter")] as const)]}
        onChoose={(minutes) => void act("panel", timeArea(area.area_id, minutes ? Number(minutes) : null))}
      />
      {turn?.minutes == null && share !== null ? <p class="small quiet">{tn(Math.round(share / 60_000), "Det er omkring {n} minut.", "Det er omkring {n} minutter.")}</p> : null}
      <div class="pair">
        <button type="button" class="button button--small" aria-disabled={at <= 0} onClick={() => at > 0 && void act("panel", arrangeAreas(moved(order, at, -1)))}>
          <Icon name="up" />
          {t("Tidligere")}
          <span class="visually-hidden">: {area.name}</span>
        </button>
        <button
          type="button"
          class="button button--small"
          aria-disabled={at >= order.length - 1}
          onClick={() => at < order.length - 1 && void act("panel", arrangeAreas(moved(order, at, 1)))}
        >
          <Icon name="down" />
          {t("Senere")}
          <span class="visually-hidden">: {area.name}</span>
        </button>
      </div>
    </div>
  );
}

function minutesFor(own: number | null): readonly number[] {
  const usual = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30];
  return own === null || usual.includes(own) ? usual : [...usual, own].sort((a, b) => a - b);
}

function moved(all: readonly string[], at: number, by: -1 | 1): readonly string[] {
  const next = [...all];
  [next[at], next[at + by]] = [next[at + by]!, next[at]!];
  return next;
}

/** `order`: all cards of the area, while they are being arranged. */
function Row({ card, order }: { card: CardThing; order: readonly CardThing[] | null }) {
  const isShown = stage.value!.presented === card.card_id;
  const step = stepsOf(card)[0];
  const place = step ? t("trin {n}", { n: step }) : t("ikke placeret");
  return (
    <li class="queue__row" data-key={`card:${card.card_id}`}>
      <button type="button" class="queue__show" aria-pressed={isShown} onClick={() => void act("panel", presentCard(card.card_id))}>
        <span>{card.name}</span>
        <span class="small quiet">{isShown ? t("på skærmen") : card.presented ? t("præsenteret · {place}", { place }) : place}</span>
      </button>
      {order ? <Moving card={card} order={order} /> : null}
      <button
        type="button"
        class="button button--plain button--small button--icon"
        data-part="mark"
        aria-pressed={card.presented}
        aria-label={t("Præsenteret: “{name}”", { name: card.name })}
        title={t("Præsenteret")}
        onClick={() => void act("panel", markPresented(card.card_id, !card.presented))}
      >
        <Icon name="check" />
      </button>
      <button
        type="button"
        class="button button--plain button--small"
        data-part="open"
        aria-label={t("Åbn “{name}”", { name: card.name })}
        onClick={() => (open.value = { kind: "card", cardId: card.card_id })}
      >
        {t("Åbn")}
      </button>
    </li>
  );
}

function Moving({ card, order }: { card: CardThing; order: readonly CardThing[] }) {
  const ids = order.map((one) => one.card_id);
  const at = ids.indexOf(card.card_id);
  const move = (by: -1 | 1) => {
    if (ids[at + by] !== undefined) void act("panel", arrangeCards(card.area_id, moved(ids, at, by)));
  };
  return (
    <>
      <button
        type="button"
        class="button button--plain button--small button--icon"
        data-part="up"
        aria-disabled={at <= 0}
        aria-label={t("Tidligere: “{name}”", { name: card.name })}
        onClick={() => move(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="button button--plain button--small button--icon"
        data-part="down"
        aria-disabled={at >= ids.length - 1}
        aria-label={t("Senere: “{name}”", { name: card.name })}
        onClick={() => move(1)}
      >
        <Icon name="down" />
      </button>
    </>
  );
}
