// Who waits at the door until they are let in: the longest first. Nobody else is shown it.

import { useEffect, useRef, useState } from "preact/hooks";

import { announce } from "../parts/Announcer.tsx";
import { Confirm } from "../parts/Dialog.tsx";
import { areaOf, session } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { ageWords } from "./age.ts";
import { door, moveDoor, type Waiter } from "./door.ts";
import { Trouble } from "./Trouble.tsx";

export function Waiting() {
  const { waiting } = door.value;
  const panel = useRef<HTMLElement>(null);
  const [turnsAway, setTurnsAway] = useState<readonly Waiter[] | null>(null);
  useNews(waiting);
  if (waiting.length === 0) return null;
  const answer = (move: "let_in" | "turn_away", people: readonly Waiter[]) => {
    void moveDoor({ do: move, people });
    // The row goes with the answer, and the focus should not go with it.
    panel.current?.focus();
  };
  return (
    <section class="panel calls" aria-labelledby="waiting-heading" ref={panel} tabIndex={-1}>
      <h2 id="waiting-heading">
        {t("Venter ved døren")} <span class="quiet number">{number(waiting.length)}</span>
      </h2>
      {door.value.kind === "word" ? (
        <p class="small">{t("Der er prøvet mange forkerte ord, så de nye venter på dig. Kender du dem ikke, så lav en ny kode.")}</p>
      ) : null}
      <Trouble place="door" />
      <ul class="calls__list waiting__list">
        {waiting.map((one) => (
          <li key={one.person_id} class="calls__row waiting__row">
            <span>
              <b>{nameOf(one)}</b>
              <span class="small quiet calls__who">{[whereOf(one), ageWords(one.since)].filter(Boolean).join(" · ")}</span>
            </span>
            <span class="waiting__doings">
              <button type="button" class="button button--plain button--small" aria-label={t("Afvis ved døren: {name}", { name: nameOf(one) })} onClick={() => answer("turn_away", [one])}>
                {t("Afvis")}
              </button>
              <button type="button" class="button button--small" aria-label={t("Luk ind: {name}", { name: nameOf(one) })} onClick={() => answer("let_in", [one])}>
                {t("Luk ind")}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {waiting.length > 1 ? (
        <div class="pair">
          <button type="button" class="button button--small" onClick={() => setTurnsAway(waiting)}>
            {t("Afvis alle …")}
          </button>
          <button type="button" class="button button--small" onClick={() => answer("let_in", waiting)}>
            {t("Luk alle {n} ind", { n: waiting.length })}
          </button>
        </div>
      ) : null}
      {turnsAway ? (
        <Confirm
          title={tn(turnsAway.length, "Afvis den, der venter?", "Afvis alle {n}, der venter?")}
          consequence={t("De får at vide, at de ikke er lukket ind, og kan spørge igen. Vil du holde nogen ude, så luk døren, eller lav en ny kode.")}
          action={t("Afvis dem")}
          danger
          onConfirm={() => {
            setTurnsAway(null);
            answer("turn_away", turnsAway);
          }}
          onClose={() => setTurnsAway(null)}
        />
      ) : null}
    </section>
  );
}

function nameOf({ name }: Waiter): string {
  return name || t("Uden navn");
}

function whereOf({ area_id, table_id }: Waiter): string {
  const table = session.value?.tables?.find((one) => one.table_id === table_id)?.name;
  return [areaOf(area_id)?.name, table].filter(Boolean).join(", ");
}

/** One sentence for somebody who was not there before; none for those that go. */
function useNews(waiting: readonly Waiter[]): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  const ids = waiting.map((one) => one.person_id);
  useEffect(() => {
    const fresh = waiting.find((one) => !known.current.has(one.person_id));
    known.current = new Set(ids);
    if (fresh) announce(t("{name} venter ved døren", { name: nameOf(fresh) }));
  }, [ids.join()]);
}
