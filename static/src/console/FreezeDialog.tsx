// Closing the board: what happens, and what is still open. Afterwards it can be opened again, as a new version.

import { useState } from "preact/hooks";

import { unplaced } from "../board.ts";
import { freeze } from "../commands.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Tag } from "../parts/Tag.tsx";
import { areaOf, cards, presence, stage } from "../state.ts";
import { t, tn } from "../words.ts";
import { thingAt } from "./AlarmDialog.tsx";
import { ask, open } from "./desk.ts";
import { FieldError } from "./Field.tsx";
import { NowOnly } from "./NowOnly.tsx";
import { fieldsAt } from "./places.ts";

export function FreezeDialog() {
  const [refused, setRefused] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [nowOnly, setNowOnly] = useState(false);
  const loose = unplaced(cards.value);
  const asked = cards.value.filter((card) => !card.confirmed).length;
  const drafts = Object.values(presence.value?.drafts ?? {}).reduce((sum, n) => sum + n, 0);
  const close = () => (open.value = null);
  const run = async () => {
    if (asking) return;
    setAsking(true);
    const answer = await ask(freeze({ now_only: nowOnly }));
    setAsking(false);
    if (answer.kind === "refused") setRefused(answer.place ? `${thingAt(answer.place)} · ${fieldsAt(answer.place)}: ${answer.sentence}` : answer.sentence);
    else close();
  };
  return (
    <Dialog
      title={t("Afslut kortlægningen?")}
      onClose={close}
      foot={
        <>
          <button type="button" class="button" onClick={close}>
            {t("Nej, bliv her")}
          </button>
          <button type="button" class="button button--main" aria-disabled={asking} onClick={() => void run()}>
            {asking ? t("Gemmer …") : t("Afslut kortlægningen")}
          </button>
        </>
      }
    >
      <div class="freeze">
        <p>
          {tn(
            cards.value.length,
            "1 kort, dets trin og det, I har aftalt, bliver gemt som kortlægning, version {version}.",
            "{n} kort, deres trin og det, I har aftalt, bliver gemt som kortlægning, version {version}.",
            { version: stage.value!.version + 1 },
          )}{" "}
          {t("Tavlen lukkes for ændringer på alle skærme. I kan åbne den igen senere; så bliver det til en ny version.")}
        </p>
        {drafts ? <p class="freeze__note">{tn(drafts, "{n} kort er ved at blive skrevet på en telefon og kommer ikke med.", "{n} kort er ved at blive skrevet på telefoner og kommer ikke med.")}</p> : null}
        {asked ? <p class="freeze__note">{tn(asked, "{n} kendt tilbud er ikke bekræftet. Det står i kortlægningen.", "{n} kendte tilbud er ikke bekræftet. Det står i kortlægningen.")}</p> : null}
        {loose.length ? (
          <section aria-labelledby="still-loose">
            <h3 id="still-loose">{tn(loose.length, "{n} kort er ikke placeret", "{n} kort er ikke placeret")}</h3>
            <p class="small quiet">{tn(loose.length, "Det kommer med i kortlægningen som ikke placeret.", "De kommer med i kortlægningen som ikke placeret.")}</p>
            <ul class="freeze__loose">
              {loose.map((card) => (
                <li key={card.card_id}>
                  <Tag tag={areaOf(card.area_id)?.tag ?? ""} title={areaOf(card.area_id)?.name} /> <span>{card.name}</span>
                </li>
              ))}
            </ul>
          </section>
        ) : (
          <p class="quiet">{cards.value.length ? t("Alle kort står på trappen.") : t("Der er ingen kort endnu.")}</p>
        )}
        {stage.value!.version ? <NowOnly checked={nowOnly} onChange={setNowOnly} /> : null}
        {refused ? <FieldError sentence={refused} /> : null}
      </div>
    </Dialog>
  );
}
