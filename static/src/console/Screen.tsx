// What the projector shows just now, and how to open one; and the door.

import { useComputed } from "@preact/signals";

import { at } from "../at.ts";
import { stepsOf } from "../board.ts";
import { presentCard } from "../commands.ts";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { type View, viewOf } from "../projector/view.ts";
import { actions, cards, openStage, overviewShown, presence, session, stage } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { act, data, isFrozen, live } from "./desk.ts";
import { DoorPart } from "./DoorPart.tsx";
import { door } from "./door.ts";
import { HoldButton, isHeld } from "./Hands.tsx";
import { Trouble } from "./Trouble.tsx";

export function Screen() {
  const screens = presence.value?.screens ?? 0;
  return (
    <section class="panel" aria-labelledby="screen-heading">
      <header class="panel__head">
        <h2 id="screen-heading">{t("På skærmen")}</h2>
        <p class={screens ? "state state--stored" : "state"}>
          <Icon name={screens ? "check" : "screen"} />
          <span>{screens ? tn(screens, "{n} skærm er med", "{n} skærme er med") : t("Ingen skærm")}</span>
        </p>
      </header>
      <Preview />
      <Trouble place="screen" />
      <div class="screen__doings">
        <Shown />
        <HoldButton place="screen" />
        <a class="button button--wide" href={at(data.projector)} target="_blank" rel="noopener">
          <Icon name="screen" />
          {t("Åbn skærmen til rummet")}
        </a>
        <a class="screen__dark small" href={at(`${data.projector}?theme=dark`)} target="_blank" rel="noopener">
          {t("Åbn en mørk udgave til et mørkt rum")}
        </a>
      </div>
      <DoorPart />
    </section>
  );
}

/** The card that is shown, with the way to take it off. */
function Shown() {
  const card = cards.value.find((one) => one.card_id === stage.value!.presented);
  if (!card || isFrozen.value) return null;
  return (
    <button type="button" class="button button--wide" onClick={() => void act("screen", presentCard(null))}>
      <Icon name="close" />
      {t("Tag kortet af skærmen")}
    </button>
  );
}

function Preview() {
  const { presented } = stage.value!;
  const card = cards.value.find((one) => one.card_id === presented);
  const shown = viewOf(openStage.value!, stage.value!, card !== undefined);
  const title = viewName(shown);
  return (
    <div
      class="thumb"
      role="img"
      aria-label={isHeld() ? t("Næste billede: {what}", { what: card ? card.name : title }) : t("Skærmen viser: {what}", { what: card ? card.name : title })}
    >
      <b class="thumb__title">{isHeld() ? t("Næste billede: {what}", { what: title }) : title}</b>
      <Inside shown={shown} cardName={card?.name} />
    </div>
  );
}

function Inside({ shown, cardName }: { shown: View; cardName: string | undefined }) {
  switch (shown) {
    case "presenting":
      return <p class="thumb__card">{cardName}</p>;
    case "welcome":
      return <p class="thumb__code">{door.value.closed ? t("Døren er lukket") : door.value.code}</p>;
    case "writing":
      return (
        <p class="thumb__writing">
          <Clock deadline={stage.value!.deadline} pausedRemaining={stage.value!.remaining} serverOffset={live.offset} />
          <span>{tn(cards.value.length, "{n} kort", "{n} kort")}</span>
        </p>
      );
    case "break":
      return (
        <p class="thumb__writing">
          <Clock deadline={stage.value!.deadline} pausedRemaining={stage.value!.remaining} serverOffset={live.offset} />
        </p>
      );
    case "introduction":
    case "staircase":
      return <MiniStairs />;
    case "reflection":
      return overviewShown.value === "stairs" ? <MiniStairs /> : <p class="thumb__card">{t("En tabel")}</p>;
    case "wrapup":
      return <p class="thumb__card">{tn(actions.value.length, "{n} aftale", "{n} aftaler")}</p>;
    case "frozen":
      return <p class="thumb__card">{t("Tak for i dag")}</p>;
  }
}

const STEP_GROUND = 0.55; // of the height is shared by all steps alike, the rest by how many cards they have

/** The staircase, small: a slab for each step, as high as its share of the cards, with their number. */
function MiniStairs() {
  const counts = useComputed(() => session.value!.steps.map((_, i) => cards.value.filter((card) => stepsOf(card)[0] === i + 1).length)).value;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const steps = counts.length;
  return (
    <ol class="thumb__stairs">
      {[...counts.entries()].reverse().map(([index, count]) => (
        <li
          key={index}
          class="thumb__step"
          style={{
            flexGrow: String(STEP_GROUND / steps + (all ? ((1 - STEP_GROUND) * count) / all : 0)),
            marginInlineStart: `${(index / steps) * 45}%`,
            "--tint": `var(--step-${Math.round((index / (steps - 1)) * 5) + 1})`,
          }}
        >
          {count && steps <= 8 ? number(count) : null}
        </li>
      ))}
    </ol>
  );
}

function reflectionName(): string {
  switch (overviewShown.value) {
    case "spread":
      return t("Fordeling");
    case "groups":
      return t("Målgruppe × trin");
    case "stairs":
      return t("Trappen med overlap og mangler");
  }
}

function viewName(view: View): string {
  switch (view) {
    case "welcome":
      return t("Kode og QR til at gå ind");
    case "break":
      return t("Pause: hvornår I går videre");
    case "introduction":
      return t("Trappen, trin for trin");
    case "writing":
      return t("Uret og antal kort");
    case "staircase":
      return t("Trappen");
    case "presenting":
      return t("Ét kort");
    case "reflection":
      return reflectionName();
    case "wrapup":
      return t("Hvem gør hvad");
    case "frozen":
      return t("Kortlægningen er afsluttet");
  }
}
