// Two cards that are one offer: find the other one, see both, and choose field by field.

import { useState } from "preact/hooks";

import { mergeCards } from "../commands.ts";
import { changesOf, type Writing, writingOf } from "../console/CardFields.tsx";
import { proposals } from "../console/Candidates.tsx";
import { ask } from "../console/desk.ts";
import { Choice, FieldError } from "../console/Field.tsx";
import { matches, stepsOf } from "../board.ts";
import { announce } from "../parts/Announcer.tsx";
import { reachName } from "../parts/Card.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { areaOf, cards } from "../state.ts";
import { range, t } from "../words.ts";
import { lackName } from "./Offers.tsx";
import { close, picked } from "./tidying.ts";

const MOST = 12;

export function MergeDialog({ cardId }: { cardId: string }) {
  const [ids, setIds] = useState<readonly [string, string | null]>([cardId, null]);
  const stays = cards.value.find((one) => one.card_id === ids[0]);
  const gone = cards.value.find((one) => one.card_id === ids[1]);
  if (!stays) return null;
  if (!gone) return <Find card={stays} onFound={(other) => setIds([stays.card_id, other])} />;
  return <Compare key={ids.join()} stays={stays} gone={gone} onSwap={() => setIds([gone.card_id, stays.card_id])} />;
}

function Find({ card, onFound }: { card: CardThing; onFound: (cardId: string) => void }) {
  const [wanted, setWanted] = useState("");
  const together = (proposals.value?.candidates ?? []).filter((one) => one.card_ids.includes(card.card_id)).flatMap((one) => one.card_ids);
  const others = cards.value.filter((one) => one.card_id !== card.card_id);
  const found = wanted.trim() ? others.filter((one) => matches(one, wanted)) : others.filter((one) => together.includes(one.card_id));
  return (
    <Dialog title={t("Læg “{name}” sammen med …", { name: card.name })} onClose={close}>
      <input class="input" type="search" autoFocus aria-label={t("Søg efter det andet tilbud")} placeholder={t("Søg efter det andet tilbud")} value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
      <p class="small quiet" role="status">
        {wanted.trim() ? (found.length ? "" : t("Ingen kort passer til det, du søger.")) : found.length ? t("De ligner det:") : t("Vi fandt ingen, der tydeligt er det samme. Søg selv.")}
      </p>
      <ul class="picks">
        {found.slice(0, MOST).map((one) => (
          <li key={one.card_id}>
            <button type="button" class="picks__card" onClick={() => onFound(one.card_id)}>
              <Tag tag={areaOf(one.area_id)?.tag ?? ""} title={areaOf(one.area_id)?.name} />
              <span>{one.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type Which = "stays" | "gone" | "both";
// Two of these can be said one after the other.
const JOINABLE: readonly (keyof Writing)[] = ["target_group", "description", "contact", "organisational_unit"];

function Compare({ stays, gone, onSwap }: { stays: CardThing; gone: CardThing; onSwap: () => void }) {
  const mine = writingOf(stays);
  const theirs = writingOf(gone);
  const differing = (Object.keys(mine) as (keyof Writing)[]).filter((field) => mine[field] !== theirs[field]);
  const place = (card: CardThing) => [...stepsOf(card), card.column_id].join();
  const [chosen, setChosen] = useState<Readonly<Partial<Record<keyof Writing, Which>>>>({});
  const [there, setThere] = useState<Which>("stays");
  const [refused, setRefused] = useState("");
  const which = (field: keyof Writing): Which => chosen[field] ?? (mine[field] === "" || (field === "public" && mine.public) ? "gone" : "stays");
  const valueOf = (field: keyof Writing) =>
    which(field) === "both" ? joined(field, String(mine[field]), String(theirs[field])) : which(field) === "gone" ? theirs[field] : mine[field];
  const save = async () => {
    const after = { ...mine, ...Object.fromEntries(differing.map((field) => [field, valueOf(field)])) } as Writing;
    // That citizens may be shown both is said, or it is not so: where it was asked, the answer is told even if it changes nothing.
    const changes = { ...changesOf(mine, after), ...(differing.includes("public") ? { public: after.public } : {}) };
    const answer = await ask(mergeCards(stays.card_id, gone.card_id, changes, there === "gone"));
    if (answer.kind === "refused") return setRefused(answer.sentence);
    announce(t("Lagt sammen til “{name}”", { name: after.name }));
    picked.value = stays.card_id;
    close();
  };
  return (
    <Dialog
      title={t("Læg to tilbud sammen")}
      wide
      onClose={close}
      foot={
        <>
          {refused ? <FieldError sentence={refused} /> : null}
          <button type="button" class="button" onClick={onSwap}>
            {t("Byt om")}
          </button>
          <button type="button" class="button" onClick={close}>
            {t("Annullér")}
          </button>
          <button type="button" class="button button--main" onClick={() => void save()}>
            {t("Læg sammen")}
          </button>
        </>
      }
    >
      <p>
        {t("“{stays}” bliver, og “{gone}” bliver en del af det. Fund, aftaler og spørgsmål om begge følger med.", { stays: stays.name, gone: gone.name })}
      </p>
      <div class="tidy-merge">
        {differing.map((field) => (
          <Choice<Which>
            key={field}
            legend={fieldName(field)}
            value={which(field)}
            options={[
              ["stays", said(field, mine[field])],
              ["gone", said(field, theirs[field])],
              ...(JOINABLE.includes(field) && mine[field] && theirs[field] ? [["both", t("Begge dele")] as const] : []),
            ]}
            onChoose={(one) => setChosen({ ...chosen, [field]: one })}
          />
        ))}
        {place(stays) === place(gone) ? null : (
          <Choice<Which>
            legend={t("På trappen")}
            value={there}
            options={[
              ["stays", standing(stays)],
              ["gone", standing(gone)],
            ]}
            onChoose={setThere}
          />
        )}
      </div>
      {differing.length ? null : (
        <p class="quiet">
          <Icon name="check" /> {t("De siger det samme i alle felter.")}
        </p>
      )}
    </Dialog>
  );
}

function joined(field: keyof Writing, one: string, other: string): string {
  return field === "description" ? `${one}\n\n${other}` : `${one}; ${other}`;
}

function standing(card: CardThing): string {
  const steps = stepsOf(card);
  return steps.length ? t("trin {main}", { main: range(steps) }) : t("ikke placeret");
}

function said(field: keyof Writing, value: Writing[keyof Writing]): string {
  if (typeof value === "boolean") return value ? t("Ja") : t("Nej");
  if (value === "") return t("intet");
  switch (field) {
    case "area_id":
      return areaOf(value)?.name ?? "";
    case "reach":
      return reachName(value as Exclude<Writing["reach"], "">);
    case "access_route":
      return { self_referral: t("Man henvender sig selv"), referral: t("Man bliver henvist"), allocation: t("Man bliver visiteret") }[value as string] ?? value;
    default:
      return value;
  }
}

export function fieldName(field: keyof Writing): string {
  switch (field) {
    case "name":
      return t("Navn");
    case "area_id":
      return t("Fagområde");
    case "consultative":
      return t("Konsultativt: for fagpersoner");
    case "public":
      return t("Må vises for borgere");
    default:
      return lackName(field);
  }
}
