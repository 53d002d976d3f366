// After the freeze: thanks, and what it came to. Nothing can be changed; what was never put forward can be taken along.

import { Card } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { CardThing } from "../protocol.ts";
import { actions, areaOf, cards, findings, session, sortByRank, stage } from "../state.ts";
import { t, time, tn } from "../words.ts";
import { ActionRows, EndProduct } from "./ActionsView.tsx";
import { Colophon } from "./Colophon.tsx";
import { useDesk } from "./desk.ts";
import { FindingRow } from "./FindingsView.tsx";
import { stepNumber } from "./labels.ts";
import { LeftBehind } from "./LeftBehind.tsx";

export function Result() {
  const { shell } = useDesk().surface;
  const steps = session.value?.steps ?? [];
  const frozenAt = stage.value?.frozen_at ?? 0;
  const unplaced = cards.value.filter((card) => card.step_id === null);
  return (
    <>
      <div class="page">
        <p class="page__prose">
          {t("Kortlægningen blev afsluttet kl. {time} og kan ikke ændres.", { time: time(frozenAt) })}{" "}
          {tn(cards.value.length, "Det blev til 1 tilbud.", "Det blev til {n} tilbud.")}
        </p>
        <LeftBehind />
        <a class="button button--wide" href={`${shell.mapping}/${stage.value?.version}`}>
          {t("Se kortlægningen")}
          <Icon name="next" />
        </a>
        {steps.map((step, index) => (
          <Group
            key={step.step_id}
            title={`${index + 1} ${step.name}`}
            several={sortByRank(cards.value.filter((card) => card.step_id === step.step_id))}
          />
        ))}
        {unplaced.length > 0 ? <Group title={t("Ikke placeret")} several={unplaced} /> : null}
      </div>
      {findings.value.length > 0 ? (
        <section>
          <h2 class="page__heading page__heading--rows">{t("Hvad vi har fundet")}</h2>
          <ul class="rows">
            {findings.value.map((finding) => (
              <FindingRow key={finding.finding_id} finding={finding} />
            ))}
          </ul>
        </section>
      ) : null}
      {actions.value.length > 0 ? (
        <section>
          <h2 class="page__heading page__heading--rows">{t("Hvem gør hvad")}</h2>
          <ActionRows />
        </section>
      ) : null}
      <EndProduct />
      <Colophon />
    </>
  );
}

function Group({ title, several }: { title: string; several: readonly CardThing[] }) {
  return (
    <section class="page__part">
      <h2 class="page__heading">
        {title} <span class="quiet number">{tn(several.length, "1 tilbud", "{n} tilbud")}</span>
      </h2>
      <ul class="cards">
        {several.map((card) => (
          <li key={card.card_id}>
            <Card card={face(card)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function face(card: CardThing) {
  const area = areaOf(card.area_id);
  const steps = [card.step_id, ...card.other_steps].filter((id) => id !== null).map(stepNumber);
  return { name: card.name, tag: area?.tag ?? "", areaName: area?.name, reach: card.reach, steps };
}
