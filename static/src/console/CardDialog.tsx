// One card, whole: where it stands, everything that is written on it, and what can be done with it.

import { useState } from "preact/hooks";

import { bringBackCard, confirmCard, editCard, withdrawCard } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { AskedPill } from "../parts/Card.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { CardThing, EditCard } from "../protocol.ts";
import { allCards, areaOf } from "../state.ts";
import { date, t, time } from "../words.ts";
import { CardFields, changesOf, type Refusal, type Writing, writingOf } from "./CardFields.tsx";
import { CardPlace } from "./CardPlace.tsx";
import { act, ask, findingDraft, isFrozen, NO_FINDING, now, open, type Returned, showPanel } from "./desk.ts";
import { FieldError } from "./Field.tsx";
import { PresentButton } from "./PresentButton.tsx";
import { Trouble } from "./Trouble.tsx";

interface CardDialogProps {
  readonly cardId: string;
  readonly returned: Returned<EditCard> | undefined;
}

export function CardDialog({ cardId, returned }: CardDialogProps) {
  const card = allCards.value.find((one) => one.card_id === cardId);
  return card ? <Open card={card} returned={returned} /> : null;
}

function Open({ card, returned }: Pick<CardDialogProps, "returned"> & { readonly card: CardThing }) {
  // Only what was written here; everything else follows the board, so that somebody else's change is seen.
  const [written, setWritten] = useState<Partial<Writing>>((returned?.command.changes ?? {}) as Partial<Writing>);
  const [refusal, setRefusal] = useState<Refusal | null>(returned?.refusal ?? null);
  const [saving, setSaving] = useState(false);
  const [asksToLeave, setAsksToLeave] = useState(false);

  const before = writingOf(card);
  const writing = { ...before, ...written };
  const changes = changesOf(before, writing);
  const isDirty = Object.keys(changes).length > 0;
  const readOnly = isFrozen.value || card.withdrawn;

  const leave = () => (isDirty ? setAsksToLeave(true) : close());
  const save = async () => {
    setSaving(true);
    const answer = await ask(editCard(card.card_id, changes));
    setSaving(false);
    setAsksToLeave(false);
    if (answer.kind === "refused") return setRefusal(answer);
    announce(t("“{name}” er gemt", { name: writing.name }));
    close();
  };
  const fault = refusal && !(refusal.field in writing) ? <FieldError sentence={refusal.sentence} /> : null;
  const foot = asksToLeave ? (
    <>
      {fault}
      <p class="dialog__ask" role="alert">
        {t("Du har rettet kortet uden at gemme.")}
      </p>
      <button type="button" class="button" onClick={close}>
        {t("Kassér rettelserne")}
      </button>
      <button type="button" class="button button--main" autoFocus onClick={() => void save()}>
        {t("Gem rettelserne")}
      </button>
    </>
  ) : (
    <>
      {fault}
      <Doings card={card} />
      {isDirty ? (
        <button type="button" class="button button--main" aria-disabled={saving} onClick={() => saving || void save()}>
          {saving ? t("Gemmer …") : t("Gem rettelserne")}
        </button>
      ) : (
        <button type="button" class="button" onClick={close}>
          {t("Luk")}
        </button>
      )}
    </>
  );
  return (
    <Dialog title={card.name} wide onClose={leave} foot={foot}>
      <p class="quiet small">{provenance(card)}</p>
      {card.confirmed || card.withdrawn ? null : <Unconfirmed card={card} />}
      {card.withdrawn ? (
        <p class="card-dialog__withdrawn">
          <Icon name="alert" />
          <span>{t("Kortet er trukket tilbage. Bring det tilbage for at rette eller flytte det.")}</span>
        </p>
      ) : null}
      <Trouble place="card" />
      <div class="card-dialog">
        <section aria-labelledby="card-text">
          <h3 id="card-text">{t("På kortet")}</h3>
          <CardFields writing={writing} refusal={refusal} disabled={readOnly} onWrite={(change) => setWritten({ ...written, ...change })} />
        </section>
        <section aria-labelledby="card-place">
          <h3 id="card-place">{t("På trappen")}</h3>
          <CardPlace card={card} readOnly={readOnly} />
        </section>
      </div>
    </Dialog>
  );
}

function close(): void {
  open.value = null;
}

function Unconfirmed({ card }: { card: CardThing }) {
  return (
    <div class="card-dialog__asked">
      <p>
        <AskedPill isSaid /> {t("Kendt tilbud, som rummet ikke har bekræftet endnu. Bordet bliver spurgt på telefonerne.")}
      </p>
      {isFrozen.value ? null : (
        <button type="button" class="button button--small" onClick={() => void act("card", confirmCard(card.card_id))}>
          <Icon name="check" />
          {t("Bekræft på bordets vegne")}
        </button>
      )}
    </div>
  );
}

function Doings({ card }: { card: CardThing }) {
  if (isFrozen.value) return null;
  if (card.withdrawn) {
    return (
      <button type="button" class="button button--start" onClick={() => void act("card", bringBackCard(card.card_id))}>
        <Icon name="undo" />
        {t("Bring tilbage")}
      </button>
    );
  }
  const note = () => {
    findingDraft.value = { ...NO_FINDING, cardIds: [card.card_id] };
    showPanel("findings");
    close();
  };
  return (
    <div class="dialog__doings">
      <button type="button" class="button button--small button--danger" onClick={() => void act("card", withdrawCard(card.card_id))}>
        {t("Træk kortet tilbage")}
      </button>
      <PresentButton card={card} place="card" />
      <button type="button" class="button button--small" onClick={note}>
        <Icon name="overlap" />
        {t("Notér noget om kortet")}
      </button>
    </div>
  );
}

/** Where the card comes from. Who wrote it is known to nobody but the server. */
function provenance(card: CardThing): string {
  const area = areaOf(card.area_id)?.name ?? "";
  const isFromToday = date(card.added_at) === date(now.value);
  const when = isFromToday ? t("{area} · lagt frem kl. {at}", { area, at: time(card.added_at) }) : t("{area} · lagt frem {day}", { area, day: date(card.added_at) });
  return card.source ? `${when} · ${card.source}` : when;
}
