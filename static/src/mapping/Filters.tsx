// What of the table is looked at: a search, one area, one step. The table itself stands in the page; without script all of it is there.

import type { Signal } from "@preact/signals";

import { number, t, tn } from "../words.ts";
import type { Mapping } from "./mapping.ts";

export interface Wanted {
  readonly text: string;
  /** Empty: all. */
  readonly areaId: string;
  /** Empty: all; NOT_PLACED: those without a step. */
  readonly stepId: string;
}

export const ALL: Wanted = { text: "", areaId: "", stepId: "" };
export const NOT_PLACED = "-";

interface FiltersProps {
  readonly mapping: Mapping;
  readonly wanted: Signal<Wanted>;
  /** How many rows are shown. */
  readonly shown: Signal<number>;
}

export function Filters({ mapping: { session, offers }, wanted, shown }: FiltersProps) {
  const change = (changes: Partial<Wanted>) => (wanted.value = { ...wanted.peek(), ...changes });
  const areas = session.areas.filter(({ area_id }) => offers.some((offer) => offer.area_id === area_id));
  return (
    <>
      <p class="filters__said quiet small" role="status">
        {wanted.value === ALL ? null : said(shown.value, offers.length)}
      </p>
      {wanted.value === ALL ? null : (
        <button type="button" class="button button--plain" onClick={() => (wanted.value = ALL)}>
          {t("Vis alle")}
        </button>
      )}
      <select
        class="input"
        aria-label={t("Fagområde")}
        value={wanted.value.areaId}
        onChange={(event) => change({ areaId: event.currentTarget.value })}
      >
        <option value="">{t("Alle fagområder")}</option>
        {areas.map(({ area_id, name }) => (
          <option key={area_id} value={area_id}>
            {name}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={t("Trin")}
        value={wanted.value.stepId}
        onChange={(event) => change({ stepId: event.currentTarget.value })}
      >
        <option value="">{t("Alle trin")}</option>
        {session.steps.map(({ step_id, name }, i) => (
          <option key={step_id} value={step_id}>
            {i + 1} {name}
          </option>
        ))}
        {offers.some((offer) => offer.step_id === null) ? <option value={NOT_PLACED}>{t("Uden trin")}</option> : null}
      </select>
      <input
        class="input"
        type="search"
        aria-label={t("Søg i tilbud")}
        placeholder={tn(offers.length, "Søg i 1 tilbud", "Søg i {n} tilbud")}
        value={wanted.value.text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
    </>
  );
}

function said(shown: number, all: number): string {
  if (shown === 0) return t("Ingen tilbud passer. Skriv noget andet, eller vis alle.");
  return t("{shown} af {all} tilbud", { shown: number(shown), all: number(all) });
}
