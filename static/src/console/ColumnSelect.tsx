// Which column of its step a card stands in. Nothing where the staircase has no columns, or the card no step.

import { isUnplaced } from "../board.ts";
import type { CardThing } from "../protocol.ts";
import { session } from "../state.ts";
import { t } from "../words.ts";
import type { Place } from "./desk.ts";
import { move } from "./moves.ts";

interface ColumnSelectProps {
  readonly card: CardThing;
  readonly place: Place;
  readonly isDisabled?: boolean;
  readonly inTabOrder?: boolean;
}

export function ColumnSelect({ card, place, isDisabled = false, inTabOrder = true }: ColumnSelectProps) {
  const { columns } = session.value!;
  if (columns.length === 0 || isUnplaced(card)) return null;
  return (
    <select
      class="input input--small"
      data-part="column"
      aria-label={t("Flyt “{name}” til kolonne", { name: card.name })}
      value={card.column_id ?? ""}
      disabled={isDisabled}
      tabIndex={inTabOrder ? undefined : -1}
      onChange={(event) => void move(place, card, { stepId: card.step_id, columnId: event.currentTarget.value })}
    >
      <option value="">{t("Uden kolonne")}</option>
      {columns.map(({ column_id, name }) => (
        <option key={column_id} value={column_id}>
          {name}
        </option>
      ))}
    </select>
  );
}
