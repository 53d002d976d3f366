// A text was stopped because it looks like a CPR number: put it right, or say that it is none. Only here, and only by a facilitator.

import { looksLikeCpr } from "../cpr.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { allCards } from "../state.ts";
import { t } from "../words.ts";
import { alarm } from "./alarm.ts";
import { fieldsAt, kindAt } from "./places.ts";

export function AlarmDialog() {
  const stopped = alarm.value;
  if (!stopped) return null;
  const { place, say } = stopped;
  return (
    <Dialog
      key={place}
      title={t("Er det et CPR-nummer?")}
      onClose={() => say(false)}
      foot={
        <>
          <button type="button" class="button" onClick={() => say(true)}>
            {t("Det er ikke et CPR-nummer")}
          </button>
          <button type="button" class="button button--main" autoFocus onClick={() => say(false)}>
            {t("Ret teksten")}
          </button>
        </>
      }
    >
      <div class="freeze">
        <p>
          <b>{thingAt(place)}</b> · {fieldsAt(place)}
        </p>
        <p>
          {place.includes("+") ? t("To felter ved siden af hinanden ligner tilsammen et CPR-nummer.") : t("Det, der står her, ligner et CPR-nummer.")}{" "}
          {t("Er det et, så slet tallet: kortlægningen handler om tilbud, aldrig om et barn.")}
        </p>
        <p>
          {t("Er du sikker på, at det er noget andet, fx et telefonnummer, kan teksten blive stående. Loggen husker, hvem der sagde det, hvornår og om hvilket felt, men ikke tallet. Bliver teksten ændret til noget andet, der ligner, bliver den stoppet igen.")}
        </p>
      </div>
    </Dialog>
  );
}

/** The card by its name, if it has one that may be shown; anything else by its kind. */
export function thingAt(place: string): string {
  const [kind, key] = place.split(":");
  const name = kind === "offer" ? allCards.value.find((card) => card.card_id === key)?.name : undefined;
  return name && !looksLikeCpr(name) ? name : kindAt(place);
}
