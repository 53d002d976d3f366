// The middle of the console: all cards, as staircase, as list or by area, with a field to search them.

import { useComputed } from "@preact/signals";
import type { RefObject } from "preact";

import { matches } from "../board.ts";
import type { Drag } from "../parts/drag.ts";
import { Icon } from "../parts/Icon.tsx";
import { cards, openStage, stage } from "../state.ts";
import { date, t, time, tn } from "../words.ts";
import { AreaView } from "./AreaView.tsx";
import { type BoardView, isFrozen, isTidied, lookAt, search, view } from "./desk.ts";
import { RevealButton } from "./Hands.tsx";
import { ListView } from "./ListView.tsx";
import { Reading } from "./Reading.tsx";
import { StairsView } from "./StairsView.tsx";
import { Trouble } from "./Trouble.tsx";

interface BoardPanelProps {
  readonly drag: Drag;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

export function BoardPanel({ drag, searchField }: BoardPanelProps) {
  const shown = view.value;
  return (
    <section class="panel panel--board" aria-labelledby="board-heading">
      <header class="panel__head">
        <h2 id="board-heading">{heading(shown)}</h2>
        {shown === "stairs" ? <Reading /> : null}
        <SearchField field={searchField} />
        <div class="segments" role="group" aria-label={t("Vis kortene som")}>
          <Segment view="stairs" words={t("Trappe")} />
          <Segment view="list" words={t("Liste")} />
          <Segment view="areas" words={t("Fagområder")} />
        </div>
      </header>
      {isFrozen.value ? <Closed /> : <Hidden />}
      <Trouble place="board" />
      {shown === "stairs" ? <StairsView drag={drag} /> : shown === "list" ? <ListView /> : <AreaView />}
    </section>
  );
}

function heading(shown: BoardView): string {
  return shown === "stairs" ? t("Trappen") : shown === "list" ? t("Alle kort") : t("Kort fra fagområderne");
}

function Segment({ view: which, words }: { view: BoardView; words: string }) {
  return (
    <button type="button" aria-pressed={view.value === which} onClick={() => lookAt(which)}>
      {words}
    </button>
  );
}

function SearchField({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const found = useComputed(() => (search.value ? cards.value.filter((card) => matches(card, search.value)).length : null)).value;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !search.peek()) return;
    event.preventDefault();
    search.value = "";
  };
  return (
    <div class="search">
      <label class="search__field">
        <Icon name="search" label={t("Søg i kortene")} />
        <input
          ref={field}
          class="input input--small"
          type="search"
          placeholder={t("Søg")}
          aria-keyshortcuts="F"
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <span class="search__found small quiet" role="status">
        {found === null ? null : tn(found, "{n} fundet", "{n} fundet")}
      </span>
    </div>
  );
}

/** Said for as long as the room may not read everything, or only because somebody here chose so. */
function Hidden() {
  const now = stage.value!;
  const byStage = openStage.value?.texts === "all";
  if (cards.value.length === 0 || (now.texts_shown && (now.revealed === null || byStage))) return null;
  return (
    <div class="notice">
      <p>
        <Icon name={now.texts_shown ? "eye" : "lock"} />
        <span>
          {now.texts_shown
            ? t("Teksterne er vist for alle, også for de andre borde og på skærmen.")
            : t("Teksterne er skjult for de andre borde og på skærmen. Her kan du læse alt.")}
        </span>
      </p>
      <RevealButton place="board" />
    </div>
  );
}

function Closed() {
  const { frozen_at, version } = stage.value!;
  const at = frozen_at ?? 0;
  return (
    <div class="notice">
      <p>
        <Icon name="lock" />
        <span>{t("Kortlægningen er afsluttet {date} kl. {time}, version {version}. Alt kan læses, intet kan ændres.", { date: date(at), time: time(at), version })}</span>
      </p>
      {isTidied.value ? <p>{t("Der bliver ryddet op i den. Her ses det, der er rettet; alle andre ser version {version}.", { version })}</p> : null}
    </div>
  );
}
