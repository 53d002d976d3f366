// Which cards something is about: all that may be read, sought by name.

import { useState } from "preact/hooks";

import { Sheet } from "../parts/Sheet.tsx";
import { Tag } from "../parts/Tag.tsx";
import { areaOf, cards } from "../state.ts";
import { t, tn } from "../words.ts";

interface Props {
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly onClose: () => void;
}

export function CardPicker({ chosen, onChoose, onClose }: Props) {
  const [sought, setSought] = useState("");
  const words = sought.trim().toLocaleLowerCase("da");
  const found = cards.value
    .filter((card) => card.name.toLocaleLowerCase("da").includes(words))
    .sort(
      (a, b) => Number(chosen.includes(b.card_id)) - Number(chosen.includes(a.card_id)) || a.name.localeCompare(b.name, "da"),
    );
  const toggle = (id: string) => onChoose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <Sheet
      title={t("Vælg kort")}
      onClose={onClose}
      foot={
        <button type="button" class="button button--main" onClick={onClose}>
          {tn(chosen.length, "Færdig, 1 kort valgt", "Færdig, {n} kort valgt")}
        </button>
      }
    >
      <label class="field">
        <span class="field__label">{t("Søg efter navn")}</span>
        <input class="input" type="search" value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
      </label>
      <ul class="picks">
        {found.map((card) => (
          <li key={card.card_id}>
            <label class="check">
              <input type="checkbox" checked={chosen.includes(card.card_id)} onChange={() => toggle(card.card_id)} />
              <Tag tag={areaOf(card.area_id)?.tag ?? ""} />
              <span>{card.name}</span>
            </label>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
