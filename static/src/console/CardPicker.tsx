// Which cards something is about: those chosen, and a field to find more.

import { useId, useState } from "preact/hooks";

import { matches } from "../board.ts";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import { allCards, areaOf, cards } from "../state.ts";
import { t } from "../words.ts";

const MOST = 8;

interface CardPickerProps {
  readonly cardIds: readonly string[];
  readonly onChange: (cardIds: readonly string[]) => void;
}

export function CardPicker({ cardIds, onChange }: CardPickerProps) {
  const [wanted, setWanted] = useState("");
  const id = useId();
  const found = wanted.trim() ? cards.value.filter((card) => !cardIds.includes(card.card_id) && matches(card, wanted)) : [];
  const add = (cardId: string) => {
    onChange([...cardIds, cardId]);
    setWanted("");
    document.getElementById(id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter takes the first that is found, and does not send the form.
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (found[0]) add(found[0].card_id);
  };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {t("Hvilke kort handler det om?")} <span class="quiet">{t("(kan stå tomt)")}</span>
      </label>
      {cardIds.length ? (
        <ul class="picked">
          {cardIds.map((cardId) => (
            <Picked key={cardId} cardId={cardId} onRemove={() => onChange(cardIds.filter((other) => other !== cardId))} />
          ))}
        </ul>
      ) : null}
      <input id={id} class="input" type="search" autocomplete="off" placeholder={t("Søg efter et kort")} value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} onKeyDown={onKeyDown} />
      <div role="status" class="small quiet">
        {wanted.trim() ? (found.length ? t("{n} fundet. Enter tager det første.", { n: found.length }) : t("Ingen kort passer til det, du søger.")) : null}
      </div>
      {found.length ? (
        <ul class="picks">
          {found.slice(0, MOST).map((card) => (
            <li key={card.card_id}>
              <button type="button" class="picks__card" onClick={() => add(card.card_id)}>
                <Tag tag={areaOf(card.area_id)?.tag ?? ""} title={areaOf(card.area_id)?.name} />
                <span>{card.name}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Picked({ cardId, onRemove }: { cardId: string; onRemove: () => void }) {
  const card = allCards.value.find((one) => one.card_id === cardId);
  const name = card?.name ?? t("et kort, der ikke findes længere");
  return (
    <li class="picked__card">
      {card ? <Tag tag={areaOf(card.area_id)?.tag ?? ""} title={areaOf(card.area_id)?.name} /> : null}
      <span>{name}</span>
      <button type="button" class="picked__remove" aria-label={t("Tag “{name}” væk", { name })} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  );
}
