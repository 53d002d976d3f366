// The card that is being presented, large, and where it stands.

import { Tag } from "../parts/Tag.tsx";
import { Icon } from "../parts/Icon.tsx";
import { areaOf, cards, picture, presenters, presenting, session, stage, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { factsOf, placeWords } from "./labels.ts";
import { Lead } from "./Lead.tsx";
import { MiniStairs } from "./MiniStairs.tsx";
import { Questions } from "./Questions.tsx";

export function Presented() {
  const card = cards.value.find(({ card_id }) => card_id === stage.value?.presented);
  const leads = presenting.value?.turn === picture.value.areaId && presenters.value.length > 0;
  return (
    <>
      {leads ? <Lead /> : null}
      {card ? (
        <Large card={card} />
      ) : (
        <p class="phone__empty">{t("Se op på skærmen. Det kort, der bliver præsenteret, kommer også her.")}</p>
      )}
      <Questions />
      <div class="page">
        {leads ? null : <Lead />}
        <CardsLink />
      </div>
      <Colophon />
    </>
  );
}

function Large({ card }: { card: (typeof cards.value)[number] }) {
  const area = areaOf(card.area_id);
  const steps = session.value?.steps ?? [];
  const step = steps[stepIndex(card.step_id)];
  return (
    <article class="presented">
      <div class="presented__where">
        {area ? <Tag tag={area.tag} title={area.name} /> : null}
        <span>
          {placeWords(card)}
          {step ? ` · ${step.name}` : ""}
        </span>
        <MiniStairs count={steps.length} lit={[card.step_id, ...card.other_steps].map(stepIndex).filter((index) => index >= 0)} />
      </div>
      <h2 class="presented__name">{card.name}</h2>
      {card.confirmed ? null : (
        <p class="state">
          <Icon name="clock" />
          <span>{t("Ikke bekræftet. Fra {source}", { source: card.source })}</span>
        </p>
      )}
      <dl class="facts">
        {factsOf(card).map(({ label, text, reach }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {reach ? <Icon name={reach} /> : null} {text}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
