// What others have changed in the plan while it is open here, and what one has to choose between.

import { Icon } from "../parts/Icon.tsx";
import { date, t } from "../words.ts";
import { processName } from "./questions.ts";
import { type Editing, idOf, type Plan, type PlanField, type Row, same } from "./plan.ts";

interface PlanNewsProps {
  readonly editing: Editing;
  readonly now: Plan;
  readonly news: readonly PlanField[];
  readonly clashes: readonly PlanField[];
  readonly onKeep: (field: PlanField) => void;
  readonly onTake: (field: PlanField) => void;
}

export function PlanNews({ editing: { seen, mine }, now, news, clashes, onKeep, onTake }: PlanNewsProps) {
  // The button that was pressed is gone afterwards, and must not take the focus with it.
  const choose = (decide: (field: PlanField) => void, field: PlanField) => {
    decide(field);
    focusPlanNews();
  };
  return (
    <div class="plan-news" id={ID} tabIndex={-1}>
      {/* The live region stands before its words come: a screen reader tells only what changes inside it. */}
      <div role="status">
        {news.length ? (
          <div class="plan-news__part">
            <p>
              <Icon name="people" /> <b>{t("En anden har rettet i planen, mens du har den åben. Det er med her:")}</b>
            </p>
            <ul>
              {news.map((field) => (
                <li key={field}>
                  {fieldName(field)}: {told(field, seen, now)}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {clashes.length ? (
          <p class="plan-news__part">
            <Icon name="alert" /> <b>{t("I har begge rettet det samme. Vælg, hvad der skal stå:")}</b>
          </p>
        ) : null}
      </div>
      {clashes.map((field) => (
        <fieldset key={field} class="plan-news__part plan-news__choice">
          <legend class="field__label">{fieldName(field)}</legend>
          <div>
            <p>
              {t("Du:")} {told(field, seen, { ...seen, ...mine })}
            </p>
            <button type="button" class="button button--small" onClick={() => choose(onKeep, field)}>
              {t("Behold min")}
            </button>
          </div>
          <div>
            <p>
              {t("Den anden:")} {told(field, seen, now)}
            </p>
            <button type="button" class="button button--small" onClick={() => choose(onTake, field)}>
              {t("Tag den andens")}
            </button>
          </div>
        </fieldset>
      ))}
    </div>
  );
}

const ID = "plan-news";

/** Brings it into sight. */
export function focusPlanNews(): void {
  document.getElementById(ID)?.focus();
}

const LONGEST = 160; // signs; a purpose may have thousands

/** What became of a field. */
function told(field: PlanField, before: Plan, after: Plan): string {
  const value = after[field];
  if (Array.isArray(value)) return changedRows(before[field] as readonly Row[], value as readonly Row[]);
  switch (field) {
    case "scope":
      return value === "broad" ? t("Bred: på tværs af almen- og specialområdet") : t("Snæver: ét fagområde eller én målgruppe");
    case "law":
      return value === "barnets_lov" ? t("Barnets lov (fra 2024)") : t("Serviceloven (før 2024)");
    case "consultative":
    case "names_in_mapping":
    case "names_shown":
      return value ? t("ja") : t("nej");
    case "date":
      return date(Date.parse(value as string));
    case "upkeep":
      return t("rettet");
    default: {
      const text = value as string;
      return text ? `“${text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text}”` : t("tomt");
    }
  }
}

function changedRows(before: readonly Row[], after: readonly Row[]): string {
  const was = new Map(before.map((row) => [idOf(row), row]));
  const is = new Map(after.map((row) => [idOf(row), row]));
  const added = after.filter((row) => !was.has(idOf(row)));
  const removed = before.filter((row) => !is.has(idOf(row)));
  const changed = after.filter((row) => was.has(idOf(row)) && !same(row, was.get(idOf(row))));
  const words = [
    added.length ? t("tilføjet {names}", { names: names(added) }) : "",
    removed.length ? t("fjernet {names}", { names: names(removed) }) : "",
    changed.length ? t("rettet {names}", { names: names(changed) }) : "",
  ].filter(Boolean);
  return words.length ? words.join("; ") : t("en anden rækkefølge");
}

function names(rows: readonly Row[]): string {
  return rows.map((row) => `“${rowName(row)}”`).join(", ");
}

function rowName(row: Row): string {
  if ("step" in row) return processName(row.step);
  return "name" in row ? row.name : row.title;
}

function fieldName(field: PlanField): string {
  switch (field) {
    case "title":
      return t("Hvad workshoppen hedder");
    case "municipality":
      return t("Kommune");
    case "date":
      return t("Dato");
    case "purpose":
      return t("Formål");
    case "expected_outcome":
      return t("Forventet udbytte");
    case "end_product":
      return t("Besluttet slutprodukt");
    case "scope":
      return t("Afgrænsning");
    case "law":
      return t("Lovgrundlag");
    case "consultative":
      return t("Konsultative tilbud til fagpersoner er med");
    case "names_in_mapping":
      return t("Deltagernes navne skal stå i kortlægningen");
    case "names_shown":
      return t("Facilitator kan se deltagernes navne under workshoppen");
    case "areas":
      return t("Fagområder");
    case "tables":
      return t("Borde");
    case "steps":
      return t("Trappen");
    case "columns":
      return t("Kolonnerne");
    case "agenda":
      return t("Dagens program");
    case "left_out":
      return t("Udeladte punkter");
    case "starts_at":
      return t("Hvornår dagen begynder");
    case "process":
      return t("Procesplanen");
    case "upkeep":
      return t("Slutprodukt og opdatering");
  }
}
