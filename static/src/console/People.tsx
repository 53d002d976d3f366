// Who has come, by area. Names are not part of the board: they are fetched when somebody here asks for them.

import { useEffect, useState } from "preact/hooks";

import { at } from "../at.ts";
import { Tag } from "../parts/Tag.tsx";
import type { Area } from "../protocol.ts";
import { areaOf, here, openStage, presence, seated, session, signs } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { data, open } from "./desk.ts";

export interface Person {
  readonly person_id: string;
  readonly name: string;
  readonly area_id: string;
}

export function People() {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [named, setNamed] = useState(false);
  const kind = openStage.value?.kind;
  // Who has come is what the welcome is about; later it is there for who asks.
  const opened = chosen ?? (kind === "welcome" || kind === "preparation");
  const all = here.value.reduce((sum, { people }) => sum + (people ?? 0), 0);
  const people = usePeople(opened && named && session.value!.names_shown, all);
  return (
    <section class="panel" aria-labelledby="people-heading">
      <header class="panel__head">
        <h2 id="people-heading">
          {t("Er kommet")} <span class="quiet number">{number(all)}</span>
        </h2>
        <ReadyFact />
        <button type="button" class="button button--plain button--small" aria-expanded={opened} onClick={() => setChosen(!opened)}>
          {opened ? t("Skjul") : t("Vis hvem")}
        </button>
      </header>
      {opened ? (
        <>
          <ul class="people">
            {session.value!.areas.map((area) => (
              <AreaRow key={area.area_id} area={area} people={named && Array.isArray(people) ? people : []} />
            ))}
          </ul>
          <TableRows />
          {people === "failed" ? <p class="small quiet">{t("Navnene kunne ikke hentes. Prøv igen om lidt.")}</p> : null}
          {session.value!.names_shown ? (
            <button type="button" class="button button--plain button--small" aria-pressed={named} onClick={() => setNamed(!named)}>
              {named ? t("Skjul navne") : t("Vis navne")}
            </button>
          ) : (
            <p class="small quiet">{t("Planen siger, at navne ikke vises under workshoppen.")}</p>
          )}
          <button type="button" class="button button--plain button--small" onClick={() => (open.value = { kind: "people" })}>
            {t("Fjern eller luk ind …")}
          </button>
        </>
      ) : null}
    </section>
  );
}

/** How many are ready at the tables that are told of; nothing before somebody is. */
function ReadyFact() {
  const told = signs.value?.ready ?? [];
  if (told.length === 0) return null;
  const sum = (key: "ready" | "people") => number(told.reduce((total, one) => total + one[key], 0));
  return <p class="small panel__ready">{t("{n} af {all} færdige", { n: sum("ready"), all: sum("people") })}</p>;
}

function AreaRow({ area, people }: { area: Area; people: readonly Person[] }) {
  const count = here.value.find((one) => one.area_id === area.area_id)?.people ?? 0;
  const drafts = presence.value?.drafts[area.area_id] ?? 0;
  const ready = signs.value?.ready.find((one) => one.area_id === area.area_id);
  const theirs = people.filter((person) => person.area_id === area.area_id);
  return (
    <li class={count ? "people__area" : "people__area people__area--none"}>
      <Tag tag={area.tag} title={area.name} />
      <span>
        {area.name}
        {theirs.length ? <span class="people__names small quiet">{namesOf(theirs)}</span> : null}
      </span>
      <span class="number">
        {count ? number(count) : t("venter")}
        {drafts ? <span class="people__drafts small quiet">{tn(drafts, "{n} på vej", "{n} på vej")}</span> : null}
        {ready ? <span class="people__drafts small quiet">{t("{n} af {all} færdige", { n: number(ready.ready), all: number(ready.people) })}</span> : null}
      </span>
    </li>
  );
}

/** The plan's tables, and how many sit there. */
function TableRows() {
  const tables = session.value!.tables ?? [];
  if (tables.length === 0) return null;
  return (
    <>
      <h3 class="people__heading small">{t("Ved bordene")}</h3>
      <ul class="people">
        {tables.map(({ table_id, name, area_ids }) => {
          const count = seated.value.find((one) => one.table_id === table_id)?.people ?? 0;
          const ready = signs.value?.ready.find((one) => one.table_id === table_id);
          return (
            <li key={table_id} class={count ? "people__area people__area--table" : "people__area people__area--table people__area--none"}>
              <span>
                {name}
                <span class="people__names small quiet">{area_ids?.map((id) => areaOf(id)?.name).join(", ")}</span>
              </span>
              <span class="number">
                {count ? number(count) : t("venter")}
                {ready ? <span class="people__drafts small quiet">{t("{n} af {all} færdige", { n: number(ready.ready), all: number(ready.people) })}</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function namesOf(people: readonly Person[]): string {
  const named = people.map((person) => person.name).filter(Boolean);
  const nameless = people.length - named.length;
  return [...named, ...(nameless ? [tn(nameless, "{n} uden navn", "{n} uden navn")] : [])].join(", ");
}

/** Fetched while they are shown, and again when somebody has come. */
export function usePeople(wanted: boolean, count: number): readonly Person[] | "failed" | null {
  const [people, setPeople] = useState<readonly Person[] | "failed" | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    fetch(at(data.people), { signal: stop.signal })
      .then(async (answer) => setPeople(answer.ok ? ((await answer.json()) as Person[]) : "failed"))
      .catch(() => {
        if (!stop.signal.aborted) setPeople("failed");
      });
    return () => stop.abort();
  }, [wanted, count]);
  return people;
}
