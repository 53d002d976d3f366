// Asks before a plan is saved that takes cards from their place, and says which. They are not lost, and it can be undone.

import { Dialog } from "../parts/Dialog.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { areaOf } from "../state.ts";
import { t, tn } from "../words.ts";
import type { Losing } from "./losing.ts";

interface LosingDialogProps {
  readonly losing: Losing;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function LosingDialog({ losing: { placed, partly }, onConfirm, onClose }: LosingDialogProps) {
  const count = placed.length + partly.length;
  return (
    <Dialog
      title={tn(count, "{n} kort står på det, du fjerner", "{n} kort står på det, du fjerner")}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("Nej, ret planen igen")}
          </button>
          <button type="button" class="button button--main" onClick={onConfirm}>
            {t("Gem planen")}
          </button>
        </>
      }
    >
      <div class="freeze">
        <p>{t("Ingen kort går tabt, og du kan fortryde bagefter.")}</p>
        {placed.length ? <Cards id="losing-placed" title={tn(placed.length, "{n} kort bliver ikke placeret", "{n} kort bliver ikke placeret")} cards={placed} /> : null}
        {partly.length ? (
          <Cards id="losing-partly" title={tn(partly.length, "{n} kort bliver på sit trin, men uden kolonne eller på færre trin", "{n} kort bliver på deres trin, men uden kolonne eller på færre trin")} cards={partly} />
        ) : null}
      </div>
    </Dialog>
  );
}

function Cards({ id, title, cards }: { id: string; title: string; cards: readonly CardThing[] }) {
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul class="freeze__loose" tabIndex={0} aria-labelledby={id}>
        {cards.map((card) => (
          <li key={card.card_id}>
            <Tag tag={areaOf(card.area_id)?.tag ?? ""} title={areaOf(card.area_id)?.name} /> <span>{card.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
