// The cards by professional area: what each table has written, counted and readable, also while the room may not read it yet.

import { useComputed } from "@preact/signals";

import { type AreaCards, byArea, faceOf, isUnplaced, marksOf, matches, stepsOf } from "../board.ts";
import { Card } from "../parts/Card.tsx";
import { Tag } from "../parts/Tag.tsx";
import { cards, findings, here, presence, session, signs } from "../state.ts";
import { number, t, tn } from "../words.ts";
import { chosen, open, search } from "./desk.ts";

export function AreaView() {
  const groups = useComputed(() => byArea(session.value!, cards.value.filter((card) => !search.value || matches(card, search.value)))).value;
  const shown = groups.flatMap((group) => group.cards);
  const tabStop = shown.find((card) => card.card_id === chosen.value) ?? shown[0];
  return (
    <div class="areas" data-keys data-arrows tabIndex={-1}>
      <div class="areas__columns">
        {groups.map((group) => (
          <Area key={group.area.area_id} {...group} tabStop={tabStop?.card_id} />
        ))}
      </div>
    </div>
  );
}

function Area({ area, cards: theirs, tabStop }: AreaCards & { tabStop: string | undefined }) {
  const people = here.value.find((one) => one.area_id === area.area_id)?.people ?? 0;
  const drafts = presence.value?.drafts[area.area_id] ?? 0;
  const ready = signs.value?.ready.find((one) => one.area_id === area.area_id);
  const marks = useComputed(() => marksOf(findings.value)).value;
  return (
    <div class="area" role="group" aria-label={area.name}>
      <h3 class="area__head">
        <Tag tag={area.tag} />
        <span>{area.name}</span>
        <b class="number">{number(theirs.length)}</b>
      </h3>
      <p class="small quiet">
        {people ? tn(people, "{n} person er med", "{n} personer er med") : t("Ingen er kommet endnu")}
        {drafts ? tn(drafts, ", {n} på vej", ", {n} på vej") : null}
        {ready ? t(", {n} af {all} færdige", { n: number(ready.ready), all: number(ready.people) }) : null}
      </p>
      <ul class="area__cards">
        {theirs.map((card) => (
          <li key={card.card_id} data-key={`card:${card.card_id}`}>
            <Card
              card={{ ...faceOf(card, marks.get(card.card_id)), steps: stepsOf(card) }}
              state={card.card_id === chosen.value ? "selected" : undefined}
              tabIndex={card.card_id === tabStop ? 0 : -1}
              onPick={() => (open.value = { kind: "card", cardId: card.card_id })}
            />
            {isUnplaced(card) ? null : <span class="area__step small quiet">{t("trin {n}", { n: stepsOf(card)[0]! })}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
