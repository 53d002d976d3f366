// Chooses what of the table is looked at. The table itself stands in the page; without script all of it is there.

import type { Signal } from "@preact/signals";

import { accessName } from "../parts/access.ts";
import { reachName } from "../parts/Card.tsx";
import { number, t, tn } from "../words.ts";
import { groupsOf, type Mapping } from "./mapping.ts";
import { ALL, AS_IT_CAME, NOT_PLACED, type Sorting, type Wanted } from "./wanted.ts";

interface FiltersProps {
  readonly mapping: Mapping;
  readonly wanted: Signal<Wanted>;
  readonly sorting: Signal<Sorting>;
  /** How many rows are shown. */
  readonly shown: Signal<number>;
  /** What the table can be sorted by: key and name of each column. */
  readonly columns: readonly Option[];
}

type Option = readonly [value: string, name: string];

export function Filters({ mapping, wanted, sorting, shown, columns }: FiltersProps) {
  const { session, offers } = mapping;
  const change = (changes: Partial<Wanted>) => (wanted.value = { ...wanted.peek(), ...changes });
  const { areaId, stepId, columnId, reach, access, group } = wanted.value;
  const isAll = Object.values(wanted.value).every((value) => value === "");
  const areas = session.areas.filter(({ area_id }) => offers.some((offer) => offer.area_id === area_id));
  const steps: Option[] = session.steps.map(({ step_id, name }, i) => [step_id, `${i + 1} ${name}`]);
  if (offers.some((offer) => offer.step_id === null)) steps.push([NOT_PLACED, t("Uden trin")]);
  return (
    <>
      <input
        class="input filters__text"
        type="search"
        aria-label={t("Søg i tilbud")}
        placeholder={tn(offers.length, "Søg i 1 tilbud", "Søg i {n} tilbud")}
        value={wanted.value.text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      <Choice name={t("Trin")} all={t("Alle trin")} value={stepId} options={steps} onChoose={(value) => change({ stepId: value })} />
      <Choice
        name={t("Fagområde")}
        all={t("Alle fagområder")}
        value={areaId}
        options={areas.map(({ area_id, name }) => [area_id, name])}
        onChoose={(value) => change({ areaId: value })}
      />
      <Choice
        name={t("Kolonne")}
        all={t("Alle kolonner")}
        value={columnId}
        options={(session.columns ?? []).map(({ column_id, name }) => [column_id, name])}
        onChoose={(value) => change({ columnId: value })}
      />
      <Choice
        name={t("Målgruppe")}
        all={t("Alle målgrupper")}
        value={group}
        options={groupsOf(mapping).map(({ name }) => [name, name])}
        onChoose={(value) => change({ group: value })}
      />
      <Choice
        name={t("Tilbuddet er til")}
        all={t("Til alle og enkelte")}
        value={reach}
        options={(["alle", "gruppe", "et_barn", "individuelt"] as const)
          .filter((one) => offers.some((offer) => offer.reach === one))
          .map((one) => [one, reachName(one)])}
        onChoose={(value) => change({ reach: value as Wanted["reach"] })}
      />
      <Choice
        name={t("Adgang")}
        all={t("Alle adgange")}
        value={access}
        options={(["self_referral", "referral", "allocation"] as const)
          .filter((one) => offers.some((offer) => offer.access_route === one))
          .map((one) => [one, accessName(one)])}
        onChoose={(value) => change({ access: value as Wanted["access"] })}
      />
      <div class="filters__sort">
        <Choice
          name={t("Sortér efter")}
          value={sorting.value.key}
          options={columns.map(([key, name]) => [key, t("Sortér efter: {name}", { name })])}
          onChoose={(key) => (sorting.value = key === AS_IT_CAME.key ? AS_IT_CAME : { key, down: false })}
        />
      </div>
      <p class="filters__said quiet small" role="status">
        {isAll ? null : said(shown.value, offers.length)}
      </p>
      {isAll ? null : (
        <button type="button" class="button button--plain" onClick={() => (wanted.value = ALL)}>
          {t("Vis alle")}
        </button>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  /** What it is called when nothing is chosen; without it one of the options always is. */
  readonly all?: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => void;
}

/** Nothing, where there is nothing to choose between. */
function Choice({ name, all, value, options, onChoose }: ChoiceProps) {
  if (options.length < 2 && !value) return null;
  return (
    <select class="input" aria-label={name} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {all ? <option value="">{all}</option> : null}
      {options.map(([option, label]) => (
        <option key={option} value={option}>
          {label}
        </option>
      ))}
    </select>
  );
}

function said(shown: number, all: number): string {
  if (shown === 0) return t("Ingen tilbud passer. Skriv noget andet, eller vis alle.");
  return t("{shown} af {all} tilbud", { shown: number(shown), all: number(all) });
}
