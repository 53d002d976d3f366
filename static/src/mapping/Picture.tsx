// The staircase of a frozen mapping, as high as whole names need, and the key to its letters. To look at: the table below says
// the same to those who do not see it. A card opens its offer, a gap leads to its finding.

import { useMemo } from "preact/hooks";

import { Staircase } from "../parts/Staircase.tsx";
import { Tag } from "../parts/Tag.tsx";
import { number, tn } from "../words.ts";
import { columnNames, GAP, type Mapping, placedCards, stepNames } from "./mapping.ts";

const SCALE = 0.62; // px in a wall unit: type of 12 px and up on a screen that is read from near by
const LEAST_HEIGHT = 640; // px

interface PictureProps {
  readonly mapping: Mapping;
  /** Told where on the page the rest is said. */
  readonly onOpen: (hash: string) => void;
}

export function Picture({ mapping, onOpen }: PictureProps) {
  const steps = useMemo(() => stepNames(mapping), [mapping]);
  const columns = useMemo(() => columnNames(mapping), [mapping]);
  const cards = useMemo(() => placedCards(mapping), [mapping]);
  const names = useMemo(() => Object.fromEntries(mapping.session.areas.map(({ tag, name }) => [tag, name])), [mapping]);
  // For mouse and finger alone, and no button: a card may be smaller than one must be. The table's links do the same, with keys as well.
  const open = (event: MouseEvent) => {
    const card = (event.target as Element).closest<HTMLElement>("[data-card-id]")?.dataset.cardId;
    if (card) onOpen(card.startsWith(GAP) ? `finding-${card.slice(GAP.length)}` : `offer-${card}`);
  };
  return (
    <div onClick={open}>
      <Staircase steps={steps} columns={columns} cards={cards} scale={SCALE} growsFrom={LEAST_HEIGHT} areaNames={names} />
    </div>
  );
}

export function Legend({ mapping: { session, offers } }: { mapping: Mapping }) {
  const loose = offers.filter((offer) => offer.step_id === null).length;
  return (
    <>
      {loose ? (
        <p class="mapping__loose">{tn(loose, "1 tilbud står ikke på trappen. Det er i tabellen.", "{n} tilbud står ikke på trappen. De er i tabellen.")}</p>
      ) : null}
      <ul class="legend">
        {session.areas.map(({ area_id, tag, name }) => {
          const count = offers.filter((offer) => offer.area_id === area_id).length;
          return count ? (
            <li key={area_id} class="legend__area">
              <Tag tag={tag} /> {name} <b>{number(count)}</b>
            </li>
          ) : null;
        })}
      </ul>
    </>
  );
}
