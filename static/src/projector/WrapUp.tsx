// Who does what, and when; and what the day is to end in.

import { ActionAbout } from "../parts/ActionAbout.tsx";
import { upkeepFacts } from "../parts/upkeep.ts";
import type { SessionThing } from "../protocol.ts";
import { actions } from "../state.ts";
import { day, t, tn } from "../words.ts";
import { useFit, useFittingRows } from "./fit.ts";

const SIZES = [1, 0.86, 0.72, 0.6];
const END_SIZES = [1, 0.86, 0.72, 0.6, 0.5];

export function WrapUp({ session }: { session: SessionThing }) {
  return (
    <main class="wrapup">
      <h1>{t("Hvem gør hvad")}</h1>
      {actions.value.length ? <Actions /> : <p class="wrapup__empty lead quiet">{t("Ingen aftaler endnu. Hvem gør det første, og hvornår?")}</p>}
      <End session={session} />
    </main>
  );
}

function Actions() {
  const all = actions.value;
  const [ref, room] = useFittingRows<HTMLDivElement>(all.length, SIZES);
  // In the order they were agreed on, and the newest always there: it is the one that is being talked about.
  const shown = all.slice(all.length - room);
  const earlier = all.length - shown.length;
  return (
    <div class="actions" ref={ref}>
      <table class="actions__table">
        <thead>
          <tr>
            <th scope="col">{t("Hvad")}</th>
            <th scope="col">{t("Hvem")}</th>
            <th scope="col">{t("Hvornår")}</th>
          </tr>
        </thead>
        <tbody>
          {earlier ? (
            <tr>
              <td class="quiet" colSpan={3}>
                {tn(earlier, "1 tidligere aftale", "{n} tidligere aftaler")}
              </td>
            </tr>
          ) : null}
          {shown.map((action) => (
            <tr key={action.action_id} data-row>
              <td>
                {action.what}
                <ActionAbout action={action} />
              </td>
              <td>{action.who}</td>
              <td class="number">{action.due ? day(action.due) : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function End({ session }: { session: SessionThing }) {
  const ref = useFit<HTMLDListElement>(END_SIZES);
  const outcome = { name: t("Forventet udbytte"), text: session.expected_outcome };
  const facts = [...upkeepFacts(session), ...(outcome.text ? [outcome] : [])];
  if (!facts.length) return null;
  return (
    <dl class="wrapup__end" ref={ref} style={{ gridTemplateColumns: facts.map(({ text }) => `minmax(0, ${share(text)}fr)`).join(" ") }}>
      {facts.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

// A longer text gets more of the width, but not in proportion: all of them are to be seen. A long word gets room to stay whole.
function share(text: string): number {
  const longestWord = Math.min(24, Math.max(...text.split(/\s+/).map((word) => word.length)));
  return Math.round(10 * Math.max(Math.sqrt(Math.max(text.length, 24)), 0.55 * longestWord));
}
