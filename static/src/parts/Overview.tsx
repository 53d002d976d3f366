// The overall picture, as tables that are pictures: every shade and bar has its number in it. Drawn alike on console and wall.

import type { CardThing, SessionThing } from "../protocol.ts";
import { groupTable, shade, type Spread, spreads } from "../targetGroups.ts";
import { number, t, tn } from "../words.ts";
import { reachName } from "./Card.tsx";

interface Props {
  readonly session: SessionThing;
  readonly cards: readonly CardThing[];
}

/** Target groups by step. What is counted stands under it. */
export function GroupsTable({ session, cards, groups }: Props & { groups: readonly string[] }) {
  const { rows, outside } = groupTable(groups, session.steps.map(({ step_id }) => step_id), cards);
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  return (
    <div class="groups">
      <table class="groups__table">
        <caption class="visually-hidden">{t("Tilbud efter målgruppe og trin")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Målgruppe")}</th>
            {session.steps.map(({ step_id, name }, i) => (
              <th key={step_id} scope="col" title={name}>
                {t("Trin {step}", { step: i + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, counts }, at) => (
            <tr key={at}>
              <th scope="row">{name}</th>
              {counts.map((count, i) => (
                <td key={i} class={`groups__cell groups__cell--${shade(count, most)}`}>
                  {count ? number(count) : <span class="visually-hidden">{t("ingen")}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="groups__note quiet">
        {t("Antal tilbud. En stiplet ramme: ingen. Et tilbud tælles på hvert trin, det står på, og når et af ordene står i dets målgruppe eller navn.")}{" "}
        {outside ? tn(outside, "1 placeret tilbud er ikke i nogen række.", "{n} placerede tilbud er ikke i nogen række.") : null}
      </p>
    </div>
  );
}

/** How the offers are spread, each counted once. */
export function Spreads({ session, cards }: Props) {
  const { step, area, reach } = spreads(session, cards);
  const stepNames = new Map(session.steps.map(({ step_id, name }, i) => [step_id, `${i + 1} ${name}`]));
  const areaNames = new Map(session.areas.map(({ area_id, name }) => [area_id, name]));
  const reachOf = (key: string) => (key ? reachName(key as Parameters<typeof reachName>[0]) : t("Ikke valgt"));
  return (
    <div class="spreads">
      <Bars title={t("Trin")} spread={step} nameOf={(key) => stepNames.get(key) ?? t("Ikke placeret")} />
      <Bars title={t("Fagområde")} spread={area} nameOf={(key) => areaNames.get(key) ?? ""} />
      <Bars title={t("Tilbuddet er til")} spread={reach} nameOf={reachOf} />
    </div>
  );
}

function Bars({ title, spread, nameOf }: { title: string; spread: Spread; nameOf: (key: string) => string }) {
  const most = Math.max(1, ...spread.map(({ count }) => count));
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" class="bars__count">
            {t("Tilbud")}
          </th>
        </tr>
      </thead>
      <tbody>
        {spread.map(({ key, count }) => (
          <tr key={key}>
            <th scope="row">{nameOf(key)}</th>
            <td class="bars__count">
              <span class="bars__bar" style={{ "--share": String(count / most) }} />
              <b class="number">{number(count)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
