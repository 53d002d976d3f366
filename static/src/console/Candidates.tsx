// What may overlap, as the server's rules find it, each with the reason in words. The room decides: it becomes a finding, it is worded
// anew first, or it is turned down and not proposed again.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { at } from "../at.ts";
import { noteFinding, rejectCandidate } from "../commands.ts";
import { findingName } from "../parts/Card.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { allCards, areaOf, picture, stepIndex } from "../state.ts";
import { t, tn } from "../words.ts";
import { act, data, findingDraft, isTidied, NO_FINDING } from "./desk.ts";

interface Why {
  readonly rule: "target_group" | "neighbours" | "names";
  readonly shared: string;
  readonly step_ids: readonly string[];
}

interface Candidate {
  readonly form: "overlap" | "interface";
  readonly card_ids: readonly string[];
  readonly reasons: readonly Why[];
  readonly rejected: boolean;
}

interface Proposals {
  readonly candidates: readonly Candidate[];
  readonly target_groups: readonly string[];
}

export const proposals = signal<Proposals | null>(null);
const PAUSE = 1_000; // ms between two looks while the board changes

/** Looks again a moment after anything has changed, for as long as somebody looks. */
export function useProposals(): void {
  const { number } = picture.value;
  useEffect(() => {
    const look = setTimeout(() => void fetchProposals(), proposals.peek() ? PAUSE : 0);
    return () => clearTimeout(look);
  }, [number]);
}

// A look that fails is made again with the next change; what was found before stays.
async function fetchProposals(): Promise<void> {
  try {
    const answer = await fetch(at(data.candidates));
    if (answer.ok) proposals.value = (await answer.json()) as Proposals;
  } catch {
    // No line: the bar says so.
  }
}

export function Candidates() {
  useProposals();
  const found = proposals.value?.candidates ?? [];
  const open = found.filter(({ rejected }) => !rejected);
  const rejected = found.filter((one) => one.rejected);
  // On the day the room is told that there are none; where it is tidied up afterwards, nobody waits for them.
  if (isTidied.value && !found.length) return null;
  return (
    <details class="fold candidates">
      <summary>{tn(open.length, "1 forslag fra kortene", "{n} forslag fra kortene")}</summary>
      {open.length ? null : <p class="small quiet">{t("Ingen kort ligner hinanden nok til et forslag. I ser selv bedre.")}</p>}
      <ul class="rowlist" data-keys tabIndex={-1}>
        {open.map((one) => (
          <Row key={one.card_ids.join()} candidate={one} />
        ))}
      </ul>
      {rejected.length ? (
        <details class="fold">
          <summary>{tn(rejected.length, "1 afvist", "{n} afvist")}</summary>
          <ul class="rowlist">
            {rejected.map((one) => (
              <Row key={one.card_ids.join()} candidate={one} />
            ))}
          </ul>
        </details>
      ) : null}
    </details>
  );
}

function Row({ candidate }: { candidate: Candidate }) {
  const { form, card_ids, reasons, rejected } = candidate;
  const cards = card_ids.map((id) => allCards.value.find((card) => card.card_id === id)).filter((card) => card !== undefined);
  const names = cards.map(({ name }) => name).join(" · ");
  const words = { form, text: sentence(reasons[0]!, cards), card_ids, step_id: reasons[0]!.step_ids[0] ?? null };
  const reword = () => {
    findingDraft.value = { ...NO_FINDING, form, text: words.text, cardIds: card_ids, stepId: words.step_id };
  };
  const accept = async () => {
    const answer = await act("panel", noteFinding(words));
    if (answer.kind === "stored") void fetchProposals();
  };
  const reject = async () => {
    const answer = await act("panel", rejectCandidate(card_ids, !rejected));
    if (answer.kind === "stored") void fetchProposals();
  };
  return (
    <li class="finding" data-key={`candidate:${card_ids.join("+")}`}>
      <div>
        {cards.map((card) => (
          <p key={card.card_id} class="candidates__card">
            <Tag tag={areaOf(card.area_id)?.tag ?? ""} title={areaOf(card.area_id)?.name} />
            <b>{card.name}</b>
          </p>
        ))}
        {reasons.map((why) => (
          <p key={why.rule}>{sentence(why, cards)}</p>
        ))}
      </div>
      <div class="row__doings">
        {rejected ? (
          <button type="button" class="button button--plain button--small" aria-label={t("Tag frem igen: {name}", { name: names })} onClick={() => void reject()}>
            {t("Tag frem igen")}
          </button>
        ) : (
          <>
            <button type="button" class="button button--small" data-part="accept" aria-label={t("Notér: {name}", { name: names })} onClick={() => void accept()}>
              {t("Notér")}
              <span class="quiet">{findingName(form)}</span>
            </button>
            <button type="button" class="button button--plain button--small" data-part="reword" aria-label={t("Ret ordene: {name}", { name: names })} onClick={reword}>
              {t("Ret ordene")}
            </button>
            <button type="button" class="button button--plain button--small" data-part="reject" aria-label={t("Afvis: {name}", { name: names })} onClick={() => void reject()}>
              {t("Afvis")}
            </button>
          </>
        )}
      </div>
    </li>
  );
}

/** Why these cards are proposed, as the room can check it on the cards. */
function sentence({ rule, shared, step_ids }: Why, cards: readonly CardThing[]): string {
  const [low = 0, high = 0] = step_ids.map((id) => stepIndex(id) + 1);
  const group = shared.charAt(0).toLocaleLowerCase("da") + shared.slice(1);
  const said = { n: cards.length, group, low, high, places: places(cards) };
  switch (rule) {
    case "target_group":
      return cards.length === 2 ? t("Begge er til {group} på trin {low}, {places}", said) : t("Alle {n} er til {group} på trin {low}, {places}", said);
    case "neighbours":
      return cards.length === 2
        ? t("Begge er til {group}, på trin {low} og {high}, {places}: Hvem tager over, og hvornår?", said)
        : t("Alle {n} er til {group}, på trin {low} og {high}, {places}: Hvem tager over, og hvornår?", said);
    case "names":
      return isOnePlace(cards) ? t("Navnene ligner hinanden, og fagområdet er det samme: Er det ét tilbud, skrevet to gange?") : t("Navnene ligner hinanden, {places}", said);
  }
}

function places(cards: readonly CardThing[]): string {
  const areas = distinct(cards.map(({ area_id }) => area_id));
  return areas > 1 ? t("i {n} forskellige fagområder", { n: areas }) : t("i {n} forskellige enheder", { n: units(cards) });
}

function isOnePlace(cards: readonly CardThing[]): boolean {
  return distinct(cards.map(({ area_id }) => area_id)) === 1 && units(cards) < 2;
}

function units(cards: readonly CardThing[]): number {
  return distinct(cards.map(({ organisational_unit }) => organisational_unit.toLocaleLowerCase("da")).filter(Boolean));
}

function distinct(several: readonly string[]): number {
  return new Set(several).size;
}
