// One card that is two offers: what each is called. The rest is said of both, and put right on each of them afterwards.

import { useState } from "preact/hooks";

import { newId, splitCard } from "../commands.ts";
import { changesOf, writingOf } from "../console/CardFields.tsx";
import { ask } from "../console/desk.ts";
import { Field, FieldError } from "../console/Field.tsx";
import { announce } from "../parts/Announcer.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { cards } from "../state.ts";
import { t } from "../words.ts";
import { close, faultOf, picked } from "./tidying.ts";

export function SplitDialog({ cardId }: { cardId: string }) {
  const card = cards.value.find((one) => one.card_id === cardId);
  const [first, setFirst] = useState(card?.name ?? "");
  const [second, setSecond] = useState("");
  const [faults, setFaults] = useState({ first: "", second: "", other: "" });
  if (!card) return null;
  const save = async () => {
    const found = { first: faultOf(first, true), second: faultOf(second, true), other: "" };
    setFaults(found);
    if (found.first || found.second) return;
    const both = writingOf(card);
    const newCardId = newId();
    const answer = await ask(splitCard(cardId, newCardId, { ...both, name: second }, changesOf(both, { ...both, name: first })));
    if (answer.kind === "refused") return setFaults({ ...found, other: answer.sentence });
    announce(t("Delt i “{first}” og “{second}”", { first, second }));
    picked.value = newCardId;
    close();
  };
  return (
    <Dialog
      title={t("Del “{name}” i to", { name: card.name })}
      onClose={close}
      foot={
        <>
          {faults.other ? <FieldError sentence={faults.other} /> : null}
          <button type="button" class="button" onClick={close}>
            {t("Annullér")}
          </button>
          <button type="button" class="button button--main" onClick={() => void save()}>
            {t("Del i to")}
          </button>
        </>
      }
    >
      <div class="card-fields">
        <p>{t("Begge står på samme trin og siger det samme, til du retter dem. Fund og aftaler bliver ved det første.")}</p>
        <Field label={t("Det første hedder")} rows={2} value={first} error={faults.first || undefined} onInput={setFirst} />
        <Field label={t("Det andet hedder")} rows={2} value={second} error={faults.second || undefined} onInput={setSecond} />
      </div>
    </Dialog>
  );
}
