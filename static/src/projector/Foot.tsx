// The lower edge of the wall: the key to the letters on the cards, or what is never to be written on them.

import { computed } from "@preact/signals";

import { AskedPill } from "../parts/Card.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CountThing } from "../protocol.ts";
import { counts, session } from "../state.ts";
import { number, t } from "../words.ts";
import { useFit } from "./fit.ts";
import { steady } from "../parts/steady.ts";

// With names; with names in two rows; letters only; letters only and close together.
const LEGEND_SIZES = [1, 0.99, 0.98, 0.8];

// Measuring the legend again costs a layout of the whole wall, and cards move fifty times as often as they are written.
const steadyCounts = steady<CountThing>();
const stored = computed(() => steadyCounts(counts.value));

/** Areas with cards, in the order of the preparation all day. */
export function Legend() {
  const ref = useFit<HTMLElement>(LEGEND_SIZES);
  const cards = new Map(stored.value.map((count) => [count.area_id, count.stored]));
  const asked = stored.value.reduce((sum, count) => sum + count.unconfirmed, 0);
  const shown = session.value?.areas.filter(({ area_id }) => cards.get(area_id)) ?? [];
  if (!shown.length) return <Reminder />;
  return (
    <footer class="foot legend" ref={ref}>
      {shown.map(({ area_id, tag, name }) => (
        <span class="legend__area" key={area_id}>
          <Tag tag={tag} title={name} />
          <span class="legend__name">{name}</span>
          <b class="number">{number(cards.get(area_id) ?? 0)}</b>
        </span>
      ))}
      {asked ? (
        <span class="legend__area">
          <AskedPill isSaid />
          <span class="legend__name">{t("ikke bekræftet endnu")}</span>
          <b class="number">{number(asked)}</b>
        </span>
      ) : null}
    </footer>
  );
}

export function Reminder() {
  return (
    <footer class="foot quiet">
      <span>{t("Skriv aldrig navne eller CPR-numre på børn. Kun tilbud.")}</span>
      <span>{t("Hjælp: ræk hånden op")}</span>
    </footer>
  );
}
