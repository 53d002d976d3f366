// How to come in, why we are here, and who has come.

import type { Door } from "../door.ts";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { SessionThing } from "../protocol.ts";
import { here } from "../state.ts";
import { number, t } from "../words.ts";
import { useFit } from "./fit.ts";

interface WelcomeProps {
  readonly address: string;
  readonly door: Door;
  readonly session: SessionThing;
}

const WORDS_SIZES = [1, 0.9, 0.8, 0.7, 0.6, 0.5];
// One column of areas, and from the third size on two.
const HERE_SIZES = [1, 0.85, 0.84, 0.7, 0.6, 0.5];

export function Welcome({ address, door, session }: WelcomeProps) {
  const words = useFit<HTMLDivElement>(WORDS_SIZES);
  return (
    <main class="welcome">
      <div class="welcome__words" ref={words}>
        <h1>{t("Velkommen")}</h1>
        {door.closed ? (
          <>
            <p class="lead welcome__closed">{t("Døren er lukket, så der kommer ikke nye ind lige nu.")}</p>
            <p class="lead quiet">{t("Skal du med, så sig det til facilitator.")}</p>
          </>
        ) : (
          <>
            <p class="lead">
              {t("Scan koden, eller gå til")} <b class="welcome__address">{address}</b> {t("og skriv")}
            </p>
            <p class="welcome__code">{door.code}</p>
            <p class="lead quiet">
              {hint(door.kind)}
            </p>
          </>
        )}
        {session.purpose ? (
          <p class="welcome__why">
            <b>{t("I dag:")}</b> {session.purpose}
          </p>
        ) : null}
      </div>
      <QrCode address={address} door={door} />
      <Arrivals session={session} />
    </main>
  );
}

function hint(kind: Door["kind"]): string {
  switch (kind) {
    case "code":
      return t("Ingen konto. Dit navn kan stå tomt.");
    case "word":
      return t("Ingen konto. Facilitator siger det ord, du også skal skrive.");
    case "approve":
      return t("Ingen konto. Skriv dit navn, så facilitator kan lukke dig ind.");
  }
}

function QrCode({ address, door: { code, qr } }: Pick<WelcomeProps, "address" | "door">) {
  if (!qr) {
    return (
      <div class="welcome__lock">
        <Icon name="lock" />
      </div>
    );
  }
  return (
    <div class="welcome__qr">
      <svg
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shape-rendering="crispEdges"
        role="img"
        aria-label={t("QR-kode til {address}, kode {code}", { address, code })}
      >
        <path d={qr.path} />
      </svg>
    </div>
  );
}

function Arrivals({ session }: { session: SessionThing }) {
  const list = useFit<HTMLUListElement>(HERE_SIZES);
  const people = new Map(here.value.map((arrived) => [arrived.area_id, arrived.people]));
  // One or two are not told by number, so with them the sum is only known from below.
  const few = [...people.values()].filter((n) => n === null).length;
  const known = [...people.values()].reduce<number>((sum, n) => sum + (n ?? 0), 0);
  return (
    <section class="welcome__here">
      <h2>
        {few ? <span>{t("mindst")} </span> : null}
        <b class="welcome__sum number">{number(known + few)}</b> {t("er med")}
      </h2>
      <ul class="here" ref={list}>
        {session.areas.map(({ area_id, tag, name }) => {
          const n = people.get(area_id) ?? (people.has(area_id) ? null : 0);
          return (
            <li key={area_id} class={n === 0 ? "here__area quiet" : "here__area"}>
              <Tag tag={tag} />
              <span class="here__name">{name}</span>
              {n === 0 ? <span>{t("venter")}</span> : <b class="number">{n === null ? t("er her") : number(n)}</b>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
