// Everybody who has come in, one by one: for the rare moment in which somebody must be sent out, or their cards taken off the board.

import { useState } from "preact/hooks";

import { removePerson, withdrawCardsOf } from "../commands.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import { areaOf, control, deeds, here } from "../state.ts";
import { t, tn } from "../words.ts";
import { act, isFrozen, open, takeBack } from "./desk.ts";
import { type Person, usePeople } from "./People.tsx";
import { Trouble } from "./Trouble.tsx";

export function PeopleDialog() {
  const all = here.value.reduce((sum, { people }) => sum + (people ?? 0), 0);
  const people = usePeople(true, all);
  return (
    <Dialog title={t("Deltagere")} wide onClose={() => (open.value = null)}>
      <p class="quiet">
        {t("Den, du fjerner, kan hverken se eller ændre noget, før du lukker vedkommende ind igen. Kortene bliver på tavlen, til du trækker dem tilbage.")}{" "}
        {t("Skal vedkommende heller ikke komme ind med en anden telefon, så luk døren, eller luk selv hver enkelt ind.")}
      </p>
      <Trouble place="people" />
      {people === "failed" ? <p class="empty">{t("Listen kunne ikke hentes. Prøv igen om lidt.")}</p> : null}
      {Array.isArray(people) && people.length === 0 ? <p class="empty">{t("Ingen er kommet endnu.")}</p> : null}
      <ul class="persons">{Array.isArray(people) ? people.map((person: Person, index: number) => <Row key={person.person_id} person={person} place={index + 1} />) : null}</ul>
    </Dialog>
  );
}

/** `place`: in the order in which they came; what somebody without a name is called. */
function Row({ person, place }: { person: Person; place: number }) {
  const area = areaOf(person.area_id);
  const name = person.name || t("Deltager {n}", { n: place });
  const removed = control.value?.removed.includes(person.person_id) ?? false;
  const [withdrawn, setWithdrawn] = useState<number | null>(null);
  const withdraw = async () => {
    const answer = await act("people", withdrawCardsOf(person.person_id));
    if (answer.kind === "stored") setWithdrawn(answer.number);
  };
  return (
    <li class="persons__row">
      <Tag tag={area?.tag ?? ""} title={area?.name} />
      <p class="persons__who">
        <b>{name}</b> <span class="quiet">{area?.name}</span>
        {removed ? (
          <span class="persons__out small">
            <Icon name="lock" /> {t("Fjernet")}
          </span>
        ) : null}
        {withdrawn === null ? null : <Withdrawn number={withdrawn} />}
      </p>
      {isFrozen.value ? null : (
        <div class="persons__doings">
          <button type="button" class="button button--small" aria-label={t("Træk alle kort tilbage, som {name} har skrevet", { name })} onClick={() => void withdraw()}>
            {t("Træk alle kort tilbage")}
          </button>
          <button
            type="button"
            class={removed ? "button button--small" : "button button--small button--danger"}
            aria-label={removed ? t("Luk {name} ind igen", { name }) : t("Fjern {name}", { name })}
            onClick={() => void act("people", removePerson(person.person_id, !removed))}
          >
            {removed ? t("Luk ind igen") : t("Fjern")}
          </button>
        </div>
      )}
    </li>
  );
}

/** What came of it, with its way back: `number` is the entry's, or that of the board if there was nothing to withdraw. */
function Withdrawn({ number }: { number: number }) {
  const deed = deeds.value.find((one) => one.number === number && one.what === "cards_withdrawn");
  const count = Number(deed?.after ?? 0);
  return (
    <span class="persons__done small" role="status">
      {deed?.undone
        ? tn(count, "{n} kort er bragt tilbage.", "{n} kort er bragt tilbage.")
        : deed
          ? tn(count, "{n} kort er trukket tilbage.", "{n} kort er trukket tilbage.")
          : t("Der er ingen kort at trække tilbage.")}
      {deed?.undoable ? (
        <button type="button" class="button button--plain button--small" onClick={() => void takeBack("people", deed)}>
          {t("Fortryd")}
        </button>
      ) : null}
    </span>
  );
}
