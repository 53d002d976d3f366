// Who has come, by area. Names are not part of the board: they are fetched when somebody here asks for them.

import { useEffect, useState } from "preact/hooks";

import { Tag } from "../parts/Tag.tsx";
import { here, presence, session } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { data } from "./desk.ts";

interface Person {
  readonly person_id: string;
  readonly name: string;
  readonly area_id: string;
}

export function People() {
  const [opened, setOpened] = useState(false);
  const all = here.value.reduce((sum, { people }) => sum + (people ?? 0), 0);
  const people = usePeople(opened, all);
  return (
    <section class="panel" aria-labelledby="people-heading">
      <header class="panel__head">
        <h2 id="people-heading">
          {t("Er kommet")} <span class="quiet number">{number(all)}</span>
        </h2>
        <button type="button" class="button button--plain button--small" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? t("Skjul navne") : t("Vis navne")}
        </button>
      </header>
      {people === "failed" ? <p class="small quiet">{t("Navnene kunne ikke hentes. Prøv igen om lidt.")}</p> : null}
      <ul class="people">
        {session.value!.areas.map((area) => {
          const count = here.value.find((one) => one.area_id === area.area_id)?.people ?? 0;
          const drafts = presence.value?.drafts[area.area_id] ?? 0;
          const names = opened && Array.isArray(people) ? people.filter((person) => person.area_id === area.area_id) : [];
          return (
            <li key={area.area_id} class={count ? "people__area" : "people__area people__area--none"}>
              <Tag tag={area.tag} title={area.name} />
              <span>
                {area.name}
                {names.length ? <span class="people__names small quiet">{namesOf(names)}</span> : null}
              </span>
              <span class="number">
                {count ? number(count) : t("venter")}
                {drafts ? <span class="people__drafts small quiet">{tn(drafts, "{n} på vej", "{n} på vej")}</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function namesOf(people: readonly Person[]): string {
  const named = people.map((person) => person.name).filter(Boolean);
  const nameless = people.length - named.length;
  return [...named, ...(nameless ? [tn(nameless, "{n} uden navn", "{n} uden navn")] : [])].join(", ");
}

/** Fetched while they are shown, and again when somebody has come. */
function usePeople(wanted: boolean, count: number): readonly Person[] | "failed" | null {
  const [people, setPeople] = useState<readonly Person[] | "failed" | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    fetch(data.people, { signal: stop.signal })
      .then(async (answer) => setPeople(answer.ok ? ((await answer.json()) as Person[]) : "failed"))
      .catch(() => {
        if (!stop.signal.aborted) setPeople("failed");
      });
    return () => stop.abort();
  }, [wanted, count]);
  return people;
}
