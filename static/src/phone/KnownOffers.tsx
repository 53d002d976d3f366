// What the table is asked about offers that were known before the day: does each still hold?

import { useEffect, useRef } from "preact/hooks";

import { announce } from "../parts/Announcer.tsx";
import { Icon } from "../parts/Icon.tsx";
import { toast } from "../parts/Toast.tsx";
import type { CardThing } from "../protocol.ts";
import { t } from "../words.ts";
import { CardState } from "./CardRow.tsx";
import { type Desk, useDesk } from "./desk.ts";
import { unconfirmed } from "./known.ts";
import { placeWords } from "./labels.ts";
import { go } from "./pages.ts";

/** Nothing when all are answered. */
export function KnownOffers() {
  const desk = useDesk();
  const section = useRef<HTMLElement>(null);
  // A draft of one has a row of its own, among what is unfinished.
  const waiting = unconfirmed().filter((card) => !desk.drafts.value.has(card.card_id));
  useKeptFocus(section, waiting);
  if (waiting.length === 0) return null;
  return (
    <section ref={section} aria-labelledby="known">
      <h2 class="page__heading page__heading--rows" id="known" tabIndex={-1}>
        {t("Kendte tilbud – gælder de stadig?")}
      </h2>
      <ul class="rows">
        {waiting.map((card) => (
          <Row key={card.card_id} card={card} />
        ))}
      </ul>
    </section>
  );
}

function Row({ card }: { card: CardThing }) {
  const desk = useDesk();
  const { card_id, name } = card;
  const isUnderWay = desk.gestures.value.has(card_id);
  return (
    <li class="row" data-card-id={card_id}>
      <div class="row__words">
        <p class="row__name">{name}</p>
        <p class="row__about">{about(card)}</p>
        <p class="state">
          <Icon name="clock" />
          <span>{t("Ikke bekræftet. Fra {source}", { source: card.source })}</span>
        </p>
        <CardState own={undefined} card={card} isWithdrawn={false} />
      </div>
      {isUnderWay ? null : (
        <div class="row__doings">
          {desk.mayConfirm() ? (
            <button type="button" class="button" onClick={() => void confirm(desk, card)} aria-label={t("Bekræft: {name}", { name })}>
              <Icon name="check" />
              {t("Bekræft")}
            </button>
          ) : null}
          {desk.may("write") ? (
            <>
              <button type="button" class="button" onClick={() => go({ name: "card", cardId: card_id })} aria-label={t("Ret: {name}", { name })}>
                {t("Ret")}
              </button>
              <button type="button" class="button" onClick={() => void takeAway(desk, card)} aria-label={t("Findes ikke længere: {name}", { name })}>
                {t("Findes ikke længere")}
              </button>
            </>
          ) : null}
        </div>
      )}
    </li>
  );
}

async function confirm(desk: Desk, { card_id, name }: CardThing): Promise<void> {
  if (await desk.confirm(card_id)) announce(t("“{name}” er bekræftet", { name }));
}

async function takeAway(desk: Desk, { card_id, name }: CardThing): Promise<void> {
  if (await desk.withdraw(card_id)) toast(t("Trukket tilbage: “{name}”", { name }), () => void desk.bringBack(card_id));
}

function about(card: CardThing): string {
  return [card.target_group, card.organisational_unit, card.step_id === null ? "" : placeWords(card)]
    .filter(Boolean)
    .join(" · ");
}

/** When the row that had the focus is answered and goes, the one that takes its place has it; after the last, the heading above. */
function useKeptFocus(section: { readonly current: HTMLElement | null }, waiting: readonly CardThing[]): void {
  const held = useRef<string | null>(null);
  const before = useRef<readonly string[]>([]);
  const ids = waiting.map((card) => card.card_id);
  useEffect(() => {
    const note = () => {
      const row = document.activeElement?.closest<HTMLElement>("[data-card-id]");
      if (document.activeElement !== document.body) held.current = row && section.current?.contains(row) ? row.dataset.cardId! : null;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useEffect(() => {
    const gone = held.current !== null && !ids.includes(held.current);
    if (gone && document.activeElement === document.body) {
      const next = ids[Math.min(before.current.indexOf(held.current!), ids.length - 1)];
      const row = next === undefined ? undefined : section.current?.querySelector<HTMLElement>(`[data-card-id="${CSS.escape(next)}"] button`);
      (row ?? document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]'))?.focus();
    }
    before.current = ids;
  });
}
