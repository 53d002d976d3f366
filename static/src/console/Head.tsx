// The top of the console: what workshop this is, how it stands, and the way back.

import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";

import { at } from "../at.ts";
import { isUnplaced } from "../board.ts";
import { Icon } from "../parts/Icon.tsx";
import { Unbroken } from "../parts/Unbroken.tsx";
import type { DeedThing } from "../protocol.ts";
import { cards, deeds, here, session } from "../state.ts";
import { date, language, number, t, tn } from "../words.ts";
import { deedName, NO_WAYS, ways } from "./deeds.ts";
import { data, isFrozen, live, open, outbox, shell, stuck, takeBack } from "./desk.ts";
import { Others } from "./Others.tsx";
import { Trouble } from "./Trouble.tsx";

export function Head() {
  const plan = session.value!;
  return (
    <header class="head">
      <div class="head__title">
        <div>
          <h1 class="head__name">
            <Unbroken text={plan.title} />
          </h1>
          <p class="quiet small">{[plan.municipality, date(Date.parse(plan.date))].filter(Boolean).join(", ")}</p>
        </div>
        <button type="button" class="button button--plain button--small" onClick={() => (open.value = { kind: "plan" })}>
          <Icon name="pen" />
          {t("Planen")}
        </button>
      </div>
      <Facts />
      <div class="head__ways">
        <WayBack />
        <More />
      </div>
    </header>
  );
}

/** "120 kort, 8 ikke placeret, 12 ikke bekræftet" */
export function cardFact(): string {
  const all = tn(cards.value.length, "{n} kort", "{n} kort");
  const loose = cards.value.filter(isUnplaced).length;
  const asked = cards.value.filter((card) => !card.confirmed).length;
  const placed = loose ? t("{all}, {n} ikke placeret", { all, n: number(loose) }) : all;
  return asked ? t("{all}, {n} ikke bekræftet", { all: placed, n: number(asked) }) : placed;
}

function Facts() {
  const people = here.value.reduce((sum, { people }) => sum + (people ?? 0), 0);
  return (
    <ul class="head__facts">
      <li>
        <Icon name="people" />
        <span>{tn(people, "{n} er med", "{n} er med")}</span>
      </li>
      <li>
        <Icon name="stairs" />
        <span>{cardFact()}</span>
      </li>
      <Others />
      <li>
        <Keeping />
      </li>
    </ul>
  );
}

/** Whether everything that was asked is stored, in words. `stored`: what is said when it is. */
export function Keeping({ stored = t("Alt er gemt") }: { stored?: string }) {
  const waiting = outbox.waiting.value;
  if (live.status.value === "away") {
    return (
      <span class="state state--failed">
        <Icon name="offline" />
        <span>{t("Ingen forbindelse")}</span>
      </span>
    );
  }
  if (live.status.value === "connecting") return <span class="state">{t("Forbinder …")}</span>;
  const held = waiting.find((kept) => kept.held)?.held;
  if (waiting.length) {
    return (
      <span class="state">
        <Icon name="send" />
        <span>{held ? held.sentence : t("Gemmer …")}</span>
      </span>
    );
  }
  return (
    <span class="state state--stored">
      <Icon name="check" />
      <span>{stored}</span>
    </span>
  );
}

function useWays() {
  return useComputed(() => (isFrozen.value ? NO_WAYS : ways(deeds.value, stuck.value))).value;
}

/** Undo, and after an undo the way forward again. Both always say what. */
export function WayBack({ large = false }: { large?: boolean }) {
  const { undo, redo } = useWays();
  const size = large ? " button--wide button--large" : "";
  return (
    <div class="ways">
      {redo ? (
        <button type="button" class={`button ways__redo${size}`} title={t("Gentag: {what}", { what: deedName(again(redo)) })} onClick={() => void takeBack("undo", redo)}>
          <Icon name="undo" />
          <span>{t("Gentag: {what}", { what: deedName(again(redo)) })}</span>
        </button>
      ) : null}
      <button
        type="button"
        class={`button${size}`}
        aria-disabled={undo === null}
        aria-keyshortcuts="Z"
        onClick={() => undo && void takeBack("undo", undo)}
      >
        <Icon name="undo" />
        <span>{undo ? t("Fortryd: {what}", { what: deedName(undo) }) : isFrozen.value ? t("Fortryd: kortlægningen er afsluttet") : t("Intet at fortryde")}</span>
      </button>
      <Trouble place="undo" />
    </div>
  );
}

/** What redo brings about is what the undo took back. */
function again(redo: DeedThing): DeedThing {
  return deeds.value.find((deed) => deed.number === redo.undoes) ?? redo;
}

function More() {
  const menu = useRef<HTMLDetailsElement>(null);
  const shut = () => menu.current?.removeAttribute("open");
  // What was chosen may open a window, and when that closes the focus goes back to where it was: not to an item that is hidden by then.
  const leave = () => {
    shut();
    menu.current?.querySelector("summary")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && menu.current?.open) leave();
  };
  const onFocusOut = (event: FocusEvent) => {
    if (event.relatedTarget && !menu.current?.contains(event.relatedTarget as Node)) shut();
  };
  return (
    <details class="menu" ref={menu} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <summary class="button button--icon" aria-label={t("Mere")}>
        <Icon name="more" />
      </summary>
      <div class="menu__list" onClick={leave}>
        <button type="button" class="menu__item" onClick={() => (open.value = { kind: "process" })}>
          {t("Procesplan")}
        </button>
        <button type="button" class="menu__item" onClick={() => (open.value = { kind: "keys" })}>
          {t("Genvejstaster")}
        </button>
        <a class="menu__item" href={at(`/sessions/${shell.sessionId}/import`)}>
          {t("Importér kendte tilbud")}
        </a>
        <a class="menu__item" href={at(`/sessions/${shell.sessionId}/paper`)}>
          {t("Papir til rummet")}
        </a>
        {data.helps ? null : (
          <>
            <a class="menu__item" href={at(`/sessions/${shell.sessionId}/co-facilitator`)}>
              {t("Medfacilitator")}
            </a>
            <a class="menu__item" href={at(`/sessions/${shell.sessionId}/personal-data`)}>
              {t("Persondata")}
            </a>
            <a class="menu__item" href={at("/workshops")}>
              {t("Alle workshopper")}
            </a>
          </>
        )}
        <a class="menu__item" href={at("/tilgaengelighed")}>
          {t("Tilgængelighed")}
        </a>
        <form method="post" action={at("/language")}>
          <input type="hidden" name="back" value={`/console/${shell.sessionId}`} />
          <button class="menu__item" name="lang" value={language() === "en" ? "da" : "en"} lang={language() === "en" ? "da" : "en"}>
            {language() === "en" ? "På dansk" : "In English"}
          </button>
        </form>
      </div>
    </details>
  );
}
