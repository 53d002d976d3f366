// Beside the staircase: what just happened; or, when a card was chosen, all that it went through.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import type { SessionThing } from "../protocol.ts";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import { areaOf } from "../state.ts";
import { date, t, time } from "../words.ts";
import { type Happening, historyOf } from "./story.ts";
import type { Show } from "./show.ts";
import { told } from "./told.ts";

const NEWEST = 30;
const MOST_NAMED = 3;

interface SideProps {
  readonly show: Show;
  readonly session: SessionThing;
}

export function Side({ show, session }: SideProps) {
  const cardId = show.chosen.value;
  const side = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    side.current!.scrollTop = 0;
    // What was pressed in here is gone; a card on the staircase keeps the focus.
    if (document.activeElement === document.body) side.current!.querySelector<HTMLElement>("h2")?.focus();
  }, [cardId]);
  return (
    <aside class="replay__side" ref={side} aria-label={t("Hvad der skete")}>
      {cardId === null ? <News show={show} session={session} /> : <History key={cardId} cardId={cardId} show={show} session={session} />}
    </aside>
  );
}

function News({ show, session }: SideProps) {
  const begin = Math.max(0, show.told.value - NEWEST);
  const newest = show.story.slice(begin, show.told.value).reverse();
  return (
    <>
      <h2 class="replay__title" tabIndex={-1}>{t("Netop sket")}</h2>
      <ol class="replay__list">
        {newest.map((one, i) => (
          <Row key={show.told.value - i} one={one} before={newest[i + 1]} session={session} onGo={() => show.goToMoment(one.moment)}>
            <Names one={one} show={show} />
          </Row>
        ))}
      </ol>
    </>
  );
}

/** The cards that it is about, each a way to its history. */
function Names({ one, show }: { one: Happening; show: Show }) {
  if (!("cardIds" in one) || one.cardIds.length > MOST_NAMED) return null;
  return (
    <>
      {one.cardIds.map((cardId) => {
        const name = show.cards.get(cardId)?.name;
        return name === undefined ? null : (
          <button key={cardId} type="button" class="replay__name" onClick={() => (show.chosen.value = cardId)}>
            {name}
          </button>
        );
      })}
    </>
  );
}

function History({ cardId, show, session }: SideProps & { cardId: string }) {
  const card = show.cards.get(cardId);
  const area = areaOf(card?.area_id ?? "");
  const history = historyOf(show.story, cardId);
  const passed = show.passed.value;
  const newest = history.filter(({ moment }) => moment < passed).length - 1;
  return (
    <>
      <button type="button" class="button button--plain replay__back" onClick={() => (show.chosen.value = null)}>
        <Icon name="back" /> {t("Netop sket")}
      </button>
      <h2 class="replay__title" tabIndex={-1}>
        {area ? <Tag tag={area.tag} title={area.name} /> : null} {card?.name}
      </h2>
      <ol class="replay__list">
        {history.map((one, i) => (
          <Row key={i} one={one} before={history[i - 1]} session={session} isNow={i === newest} isToCome={i > newest} onGo={() => show.goToMoment(one.moment)} />
        ))}
      </ol>
    </>
  );
}

interface RowProps {
  readonly one: Happening;
  /** What is told of before it: on another day, perhaps. */
  readonly before: Happening | undefined;
  readonly session: SessionThing;
  /** The newest that has happened. */
  readonly isNow?: boolean;
  readonly isToCome?: boolean;
  readonly onGo: () => void;
  readonly children?: ComponentChildren;
}

function Row({ one, before, session, isNow = false, isToCome = false, onGo, children }: RowProps) {
  const { text, words } = told(one, session);
  const clock = time(one.at);
  return (
    <li class={rowClass(one, isToCome)} aria-current={isNow ? "step" : undefined}>
      {before && date(before.at) !== date(one.at) ? <span class="replay__date">{date(one.at)}</span> : null}
      <button type="button" class="replay__when" onClick={onGo} aria-label={t("Gå til {time}: {what}", { time: clock, what: text })}>
        {clock}
      </button>
      <div class="replay__what">
        {children}
        <span class="replay__text">{text}</span>
        {words ? <q class="replay__words">{words}</q> : null}
      </div>
    </li>
  );
}

function rowClass({ what }: Happening, isToCome: boolean): string {
  const classes = ["replay__row"];
  if (what === "stage" || what === "frozen" || what === "reopened") classes.push("replay__row--point");
  if (isToCome) classes.push("replay__row--to-come");
  return classes.join(" ");
}
