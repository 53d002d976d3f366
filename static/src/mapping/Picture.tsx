// The staircase of a frozen mapping, as high as whole names need, and the key to its letters. To look at: the table below says
// the same to those who do not see it.

import { useMemo } from "preact/hooks";

import { Staircase } from "../parts/Staircase.tsx";
import { Tag } from "../parts/Tag.tsx";
import { number, tn } from "../words.ts";
import { columnNames, type Mapping, placedCards, stepNames } from "./mapping.ts";

const SCALE = 0.62; // px in a wall unit: type of 12 px and up on a screen that is read from near by
const LEAST_HEIGHT = 640; // px

export function Picture({ mapping }: { mapping: Mapping }) {
  const steps = useMemo(() => stepNames(mapping), [mapping]);
  const columns = useMemo(() => columnNames(mapping), [mapping]);
  const cards = useMemo(() => placedCards(mapping), [mapping]);
  const names = useMemo(() => Object.fromEntries(mapping.session.areas.map(({ tag, name }) => [tag, name])), [mapping]);
  return <Staircase steps={steps} columns={columns} cards={cards} scale={SCALE} growsFrom={LEAST_HEIGHT} areaNames={names} />;
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
