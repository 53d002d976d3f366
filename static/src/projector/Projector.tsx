// The wall as a whole: bar, the view of the open stage, foot.

import type { ReadonlySignal } from "@preact/signals";

import type { Surface } from "../boot.ts";
import type { Door } from "../door.ts";
import { NO_ENTRY, NO_SESSION, NO_TICKET } from "../live.ts";
import { Announcer } from "../parts/Announcer.tsx";
import { Toasts } from "../parts/Toast.tsx";
import { cards, openStage, session, stage } from "../state.ts";
import { t } from "../words.ts";
import { Bar } from "./Bar.tsx";
import { Break } from "./Break.tsx";
import { Legend, Reminder } from "./Foot.tsx";
import { Frozen } from "./Frozen.tsx";
import { Introduction } from "./Introduction.tsx";
import type { Placing } from "./placing.ts";
import { Presenting } from "./Presenting.tsx";
import { Reflection } from "./Reflection.tsx";
import { viewOf } from "./view.ts";
import { PlacingWall } from "./Wall.tsx";
import { Welcome } from "./Welcome.tsx";
import { WrapUp } from "./WrapUp.tsx";
import { Writing } from "./Writing.tsx";

interface ProjectorProps {
  readonly surface: Surface;
  readonly door: ReadonlySignal<Door>;
  readonly placing: Placing;
}

export function Projector({ surface, door, placing }: ProjectorProps) {
  const plan = session.value;
  const now = stage.value;
  const open = openStage.value;
  if (!plan || !now || !open) return <Waiting surface={surface} />;

  const presented = cards.value.find((card) => card.card_id === now.presented);
  const view = viewOf(open, now, presented !== undefined);
  const hasLegend = view !== "welcome" && view !== "break" && view !== "introduction" && view !== "writing";
  return (
    <div class="wall" data-view={view}>
      <Bar
        surface={surface}
        session={plan}
        open={open}
        stage={now}
        showClock={view !== "writing" && view !== "break"}
        door={view !== "welcome" && view !== "frozen" ? door.value : null}
      />
      {view === "welcome" ? <Welcome address={surface.shell.address} door={door.value} session={plan} /> : null}
      {view === "break" ? <Break live={surface.live} session={plan} open={open} stage={now} /> : null}
      {view === "introduction" ? <Introduction session={plan} /> : null}
      {view === "writing" ? <Writing live={surface.live} session={plan} open={open} stage={now} /> : null}
      {view === "staircase" ? <PlacingWall title={open.title} placing={placing} /> : null}
      {view === "presenting" && presented ? <Presenting card={presented} seesAll={now.texts_shown} offset={surface.live.offset} /> : null}
      {view === "reflection" ? <Reflection title={open.title} /> : null}
      {view === "wrapup" ? <WrapUp session={plan} /> : null}
      {view === "frozen" ? <Frozen stage={now} /> : null}
      {hasLegend ? <Legend /> : <Reminder />}
      <Announcer />
      <Toasts />
    </div>
  );
}

// Before anything has come. It says what is under way, and what to do if that lasts.
function Waiting({ surface: { live } }: { surface: Surface }) {
  const code = live.closedWith.value;
  const isGone = code === NO_SESSION || code === NO_ENTRY || code === NO_TICKET;
  return (
    <main class="waiting">
      <div role="status">
        <h1>{isGone ? t("Workshoppen er her ikke") : t("Henter trappen …")}</h1>
        <p class="lead quiet">
          {isGone
            ? t("Linket til skærmen gælder ikke længere. Åbn skærmen igen fra facilitators konsol.")
            : t("Kommer den ikke om lidt, så se efter, om maskinen er på nettet.")}
        </p>
      </div>
    </main>
  );
}
