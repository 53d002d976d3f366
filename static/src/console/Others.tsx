// Who else facilitates just now. Names are not part of the board: those who came in by a link have said theirs, and it is fetched.

import { useEffect, useState } from "preact/hooks";

import { at } from "../at.ts";
import { Icon } from "../parts/Icon.tsx";
import { presence } from "../state.ts";
import { t, tn } from "../words.ts";
import { data } from "./desk.ts";

export function Others() {
  const others = (presence.value?.facilitators ?? []).filter((id) => id !== data.sign_in);
  const names = useNames(others.join(" "));
  if (others.length === 0) return null;
  const named = others.map((id) => names[id]).filter(Boolean);
  const rest = others.length - named.length;
  const nameless = rest > 0 ? [tn(rest, "{n} facilitator mere", "{n} facilitatorer mere")] : [];
  return (
    <li>
      <Icon name="people" />
      <span>{t("{names} er også her", { names: [...named, ...nameless].join(", ") })}</span>
    </li>
  );
}

/** Fetched again when somebody has come or gone. */
function useNames(wanted: string): Readonly<Record<string, string>> {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    if (wanted === "") return;
    const stop = new AbortController();
    fetch(at(data.helpers), { signal: stop.signal })
      .then(async (answer) => {
        if (answer.ok) setNames((await answer.json()) as Record<string, string>);
      })
      .catch(() => {}); // then they are counted without names
    return () => stop.abort();
  }, [wanted]);
  return names;
}
