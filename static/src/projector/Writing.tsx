// Everybody writes: how long yet, and how much has been written, by area. No names and no texts.

import type { Live } from "../live.ts";
import { Clock, ClockBar } from "../parts/Clock.tsx";
import { AskedPill } from "../parts/Card.tsx";
import { useHasCome } from "../parts/moment.ts";
import { Tag } from "../parts/Tag.tsx";
import type { SessionThing, Stage, StageThing } from "../protocol.ts";
import { counts, presence } from "../state.ts";
import { number, t, time, tn } from "../words.ts";
import { useFit } from "./fit.ts";

const COUNT_SIZES = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
const HOUR = 3_600_000;

interface WritingProps {
  readonly live: Live;
  readonly session: SessionThing;
  readonly open: Stage;
  readonly stage: StageThing;
}

export function Writing(props: WritingProps) {
  return (
    <main class="writing">
      <When {...props} />
      <Counts session={props.session} />
    </main>
  );
}

function When({ live, open, stage }: WritingProps) {
  const isOver = useHasCome(stage.deadline, live.offset);
  const isShut = useHasCome(stage.closes_at, live.offset);
  const lead = open.abilities.includes("write") ? t("Skriv ét kort for hvert tilbud, I kender") : open.title;
  if (stage.deadline === null && stage.remaining === null) {
    return (
      <div class="writing__when">
        <h1 class="writing__lead">{lead}</h1>
      </div>
    );
  }
  const clock = { deadline: stage.deadline, pausedRemaining: stage.remaining, serverOffset: live.offset };
  const now = Date.now() + live.offset.value;
  const left = stage.remaining ?? (stage.deadline ?? now) - now;
  // What has been given to the stage so far, extensions included; the bar shows how much of it is used.
  const length = stage.deadline === null ? open.minutes * 60_000 : stage.deadline - stage.opened_at;
  return (
    <div class="writing__when">
      <h1 class="lead">{lead}</h1>
      <p class={left >= HOUR ? "writing__clock writing__clock--hours" : "writing__clock"}>
        <Clock {...clock} class="writing__time" announces />
      </p>
      {stage.deadline === null ? null : (
        <p class="lead quiet">
          {isOver ? overWords(stage.closes_at, isShut) : t("Slutter kl. {time}", { time: time(stage.deadline) })}
        </p>
      )}
      <ClockBar {...clock} length={Math.max(1, length)} />
    </div>
  );
}

function overWords(closesAt: number | null, isShut: boolean): string {
  if (closesAt === null) return t("Tiden er gået. Det, I skriver nu, kommer stadig med.");
  if (isShut) return t("Der er lukket for at skrive.");
  return t("Tiden er gået. Skriv sætningen færdig. Der lukkes kl. {time}.", { time: time(closesAt) });
}

function Counts({ session }: { session: SessionThing }) {
  const ref = useFit<HTMLDivElement>(COUNT_SIZES);
  const counted = new Map(counts.value.map((count) => [count.area_id, count]));
  const drafts = presence.value?.drafts ?? {};
  const rows = session.areas.map((area) => {
    // What was known before the day is nobody's work today until somebody has said that it holds.
    const { stored, unconfirmed } = counted.get(area.area_id) ?? { stored: 0, unconfirmed: 0 };
    return { area, kept: stored - unconfirmed, asked: unconfirmed, onTheWay: drafts[area.area_id] ?? 0 };
  });
  const asked = rows.reduce((sum, row) => sum + row.asked, 0);
  const kept = rows.reduce((sum, row) => sum + row.kept, 0);
  const written = rows.reduce((sum, row) => sum + row.kept + row.onTheWay, 0);
  return (
    <div class="writing__counts" ref={ref}>
      <p class="sum">
        <b class="sum__number number">{number(written)}</b> <span>{t("skrevet")}</span>
        <b class="sum__number number">{number(kept)}</b> <span class="sum__stored">{t("gemt")}</span>
      </p>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">{t("Fagområde")}</th>
            <th scope="col" class="counts__number">
              {t("Skrevet")}
            </th>
            <th scope="col" class="counts__number">
              {t("Gemt")}
            </th>
            <th scope="col">
              <span class="visually-hidden">{t("På vej")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ area, kept, asked, onTheWay }) => (
            <tr key={area.area_id}>
              <th scope="row">
                <span class="counts__area">
                  <Tag tag={area.tag} /> <span class="counts__name">{area.name}</span>
                </span>
              </th>
              <td class="counts__number">{number(kept + onTheWay)}</td>
              <td class="counts__number">{number(kept)}</td>
              <td class="counts__wait">
                {onTheWay ? tn(onTheWay, "1 er på vej", "{n} er på vej") : null}
                {onTheWay && asked ? <br /> : null}
                {asked ? <span class="counts__asked">{tn(asked, "+ 1 kendt", "+ {n} kendte")}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked ? (
        <p class="writing__note">
          <AskedPill isSaid /> {tn(asked, "1 kendt tilbud: Gælder det stadig? Svar på telefonen.", "{n} kendte tilbud: Gælder de stadig? Svar på telefonen.")}
        </p>
      ) : null}
      <p class="writing__note quiet">{t("Teksterne er skjult, til I placerer dem.")}</p>
    </div>
  );
}
