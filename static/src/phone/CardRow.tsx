// One card in a list: its name, where it stands, how far it has come, and what can be done with it here and now.

import { Icon } from "../parts/Icon.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import { Unbroken } from "../parts/Unbroken.tsx";
import type { CardThing } from "../protocol.ts";
import { t } from "../words.ts";
import { type Desk, useDesk } from "./desk.ts";
import type { Mine } from "./keeping.ts";
import { placeWords, reachWords, stepNumber } from "./labels.ts";
import { go } from "./pages.ts";
import type { Standing } from "./StepSheet.tsx";

/** What is needed to move a card. */
export interface Rowed extends Standing {
  readonly card_id: string;
  readonly name: string;
}

interface Props {
  readonly row: Mine | CardThing;
  readonly onMove: (card: Rowed) => void;
}

export function CardRow({ row, onMove }: Props) {
  const desk = useDesk();
  const own = "keeping" in row ? row : undefined;
  const card = "keeping" in row ? row.stored : row;
  const isWithdrawn = card?.withdrawn === true && !own?.draft;
  const name = row.name || t("Uden navn");
  const failed = own?.keeping.kind === "failed";
  const isDraft = own?.keeping.kind === "draft";
  const mayEdit = !isWithdrawn && (own?.draft !== undefined || (desk.may("write") && (own !== undefined || card?.known === true)));
  const mayMove = card && !isWithdrawn && desk.may("place");
  return (
    <li class={failed ? "row row--failed" : "row"}>
      <div class="row__words">
        <p class={isWithdrawn ? "row__name row__name--withdrawn" : "row__name"}>
          <Unbroken text={name} />
        </p>
        {card && !isWithdrawn ? <p class="row__about">{about(card, desk)}</p> : null}
        <CardState own={own} card={card} isWithdrawn={isWithdrawn} />
      </div>
      <div class="row__doings">
        {isWithdrawn && desk.may("write") ? (
          <button
            type="button"
            class="button"
            onClick={() => void desk.bringBack(row.card_id)}
            aria-label={t("Bring tilbage: {name}", { name })}
          >
            {t("Bring tilbage")}
          </button>
        ) : null}
        {mayEdit ? (
          <button
            type="button"
            class="button"
            onClick={() => go({ name: "card", cardId: row.card_id })}
            aria-label={isDraft ? t("Skriv videre: {name}", { name }) : t("Ret: {name}", { name })}
          >
            {isDraft ? t("Skriv videre") : t("Ret")}
          </button>
        ) : null}
        {mayMove ? (
          <button type="button" class="button" onClick={() => onMove(card)} aria-label={t("Flyt: {name}", { name })}>
            {t("Flyt")}
          </button>
        ) : null}
      </div>
    </li>
  );
}

interface CardStateProps {
  readonly own: Mine | undefined;
  readonly card: Mine["stored"];
  readonly isWithdrawn: boolean;
}

/** What is under way with a card, why something came to nothing, or how far a card of mine has come. */
export function CardState({ own, card, isWithdrawn }: CardStateProps) {
  const desk = useDesk();
  const id = own?.card_id ?? card?.card_id ?? "";
  const gesture = desk.gestures.value.get(id);
  const trouble = desk.troubles.value.get(id);
  if (gesture) {
    return (
      <span class="state">
        <Icon name="send" />
        <span>{gestureWords(gesture.command)}</span>
      </span>
    );
  }
  if (trouble) {
    return (
      <span class="state state--failed">
        <Icon name="alert" />
        <span>{trouble}</span>
      </span>
    );
  }
  if (isWithdrawn) return <span class="state">{t("Trukket tilbage")}</span>;
  return own ? <StateLine keeping={own.keeping} brief /> : null;
}

function gestureWords(command: { readonly type: string; readonly step_id?: string | null }): string {
  if (command.type === "withdraw_card") return t("Trækker tilbage …");
  if (command.type === "bring_back_card") return t("Bringer tilbage …");
  if (command.type === "confirm_card") return t("Bekræfter …");
  return command.step_id ? t("Flytter til trin {step} …", { step: stepNumber(command.step_id) }) : t("Tager af trappen …");
}

// While cards are placed it matters where one stands; while they are written, whom it is for.
function about(card: NonNullable<Mine["stored"]> | CardThing, desk: Desk): string {
  if (desk.may("place") || card.step_id !== null) return placeWords(card);
  return card.reach ? reachWords(card.reach) : card.target_group;
}
