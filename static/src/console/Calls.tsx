// Who raises a hand or asks for help: the longest first, each taken down with a press. Nobody else is shown it.

import { useEffect, useRef } from "preact/hooks";

import { announce } from "../parts/Announcer.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { Call } from "../protocol.ts";
import { areaOf, session, signs } from "../state.ts";
import { number, t } from "../words.ts";
import { ageWords } from "./age.ts";
import { isFrozen, live } from "./desk.ts";
import { usePeople } from "./People.tsx";

export function Calls() {
  const calls = signs.value?.calls ?? [];
  const panel = useRef<HTMLElement>(null);
  useNews(calls);
  const people = usePeople(calls.length > 0 && session.value!.names_shown, calls.length);
  const nameOf = (call: Call) => (Array.isArray(people) && people.find((one) => one.person_id === call.person_id)?.name) || "";
  if (calls.length === 0 || isFrozen.value) return null;
  const lower = (call: Call) => {
    live.send({ type: "lower", person_id: call.person_id });
    // The row goes with the answer, and the focus should not go with it.
    panel.current?.focus();
  };
  return (
    <section class="panel calls" aria-labelledby="calls-heading" ref={panel} tabIndex={-1}>
      <h2 id="calls-heading">
        {t("Fra telefonerne")} <span class="quiet number">{number(calls.length)}</span>
      </h2>
      <ul class="calls__list">
        {calls.map((call) => (
          <li key={call.person_id} class="calls__row">
            <Icon name={call.call === "hand" ? "hand" : "help"} />
            <span>
              <b>{callWords(call)}</b>
              <span class="small quiet calls__who">
                {[nameOf(call), whoWords(call), ageWords(call.since)].filter(Boolean).join(" · ")}
              </span>
            </span>
            <button type="button" class="button button--small" aria-label={t("Set: {what}, {area}", { what: callWords(call), area: whoWords(call) })} onClick={() => lower(call)}>
              {t("Set")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function callWords({ call }: Call): string {
  return call === "hand" ? t("Rækker hånden op") : t("Beder om hjælp");
}

/** Where to go: the area, and its table where the plan has some. */
function whoWords({ area_id, table_id }: Call): string {
  const table = session.value?.tables?.find((one) => one.table_id === table_id)?.name;
  return [areaOf(area_id)?.name, table].filter(Boolean).join(", ");
}

/** One sentence for a call that was not there before; none for those that go. */
function useNews(calls: readonly Call[]): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  const ids = calls.map(({ person_id, call, since }) => `${person_id} ${call} ${since}`);
  useEffect(() => {
    const fresh = calls.find((_, i) => !known.current.has(ids[i]!));
    known.current = new Set(ids);
    if (fresh) announce(t("{area}: {what}", { area: whoWords(fresh), what: callWords(fresh) }));
  }, [ids.join()]);
}
