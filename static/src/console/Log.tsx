// What just happened, newest first, each with its own way back. Also what phones did: the undo button at the top leaves that alone.

import { Icon } from "../parts/Icon.tsx";
import type { DeedThing } from "../protocol.ts";
import { areaOf, deeds, session } from "../state.ts";
import { t, time } from "../words.ts";
import { deedName, deedStory, told } from "./deeds.ts";
import { isFrozen, takeBack } from "./desk.ts";
import { Trouble } from "./Trouble.tsx";

const SHOWN = 30;

export function Log() {
  const shown = told(deeds.value).slice(0, SHOWN);
  return (
    <section class="panel panel--log" aria-labelledby="log-heading">
      <header class="panel__head">
        <h2 id="log-heading">{t("Netop sket")}</h2>
      </header>
      <Trouble place="log" />
      {shown.length === 0 ? <p class="empty">{t("Her kommer det, der sker, og du kan fortryde det.")}</p> : null}
      <ul class="log" data-keys tabIndex={-1}>
        {shown.map((deed) => (
          <Deed key={deed.number} deed={deed} />
        ))}
      </ul>
    </section>
  );
}

function Deed({ deed }: { deed: DeedThing }) {
  const who = areaOf(deed.area_id)?.name ?? t("konsol eller skærm");
  // Only an undo that still holds can itself be taken back.
  const undoing = deed.undone ? deeds.value.find((other) => other.undoes === deed.number && other.undoable) : undefined;
  return (
    <li class="log__row" data-key={`deed:${deed.number}`}>
      <p>
        <span class="log__when">
          {time(deed.at)} · {who}
        </span>
        <span class={deed.undone ? "log__undone" : undefined}>{deedStory(deed, session.value!.steps)}</span>
        {deed.undone ? <span class="quiet"> {t("(fortrudt)")}</span> : null}
      </p>
      {isFrozen.value ? null : deed.undoable ? (
        <button type="button" class="button button--plain button--small" aria-label={t("Fortryd: {what}", { what: deedName(deed) })} onClick={() => void takeBack("log", deed)}>
          {t("Fortryd")}
        </button>
      ) : undoing ? (
        <button type="button" class="button button--plain button--small" aria-label={t("Gentag: {what}", { what: deedName(deed) })} onClick={() => void takeBack("log", undoing)}>
          {t("Gentag")}
        </button>
      ) : deed.undone ? (
        <Icon name="check" label={t("fortrudt")} />
      ) : null}
    </li>
  );
}
