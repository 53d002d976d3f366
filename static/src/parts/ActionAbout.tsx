// What an action follows up: the findings by glyph and number, the cards by name. A card that may not be read is not named.

import type { ActionThing } from "../protocol.ts";
import { cards, findings } from "../state.ts";
import { MarkPill } from "./Card.tsx";

export function ActionAbout({ action: { card_ids, finding_ids } }: { action: ActionThing }) {
  const marks = findings.value.filter((finding) => finding_ids.includes(finding.finding_id)).sort((a, b) => a.number - b.number);
  const names = card_ids.map((id) => cards.value.find((card) => card.card_id === id)?.name).filter((name) => name !== undefined);
  if (marks.length + names.length === 0) return null;
  return (
    <p class="about">
      {marks.map((mark) => (
        <MarkPill key={mark.finding_id} mark={mark} />
      ))}
      {names.length ? <span>{names.join(" · ")}</span> : null}
    </p>
  );
}
