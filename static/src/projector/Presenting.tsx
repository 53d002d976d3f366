// One card, large enough for the back row: what it is called, what is known about it, where it stands, and what comes after it.

import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { accessName } from "../parts/access.ts";
import { AskedPill, reachName } from "../parts/Card.tsx";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import { type AreaQueue, areaAfter, atTurn, queue, turnClock } from "../presenting.ts";
import type { CardThing } from "../protocol.ts";
import { areaOf, questions, stepIndex } from "../state.ts";
import { t, tn } from "../words.ts";
import { steps } from "./board.ts";
import { useFit } from "./fit.ts";
import { MiniStairs } from "./Stairs.tsx";

const SIZES = [1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.38];
const NEXT_SIZES = [1, 0.9, 0.8];
const SHOWN_NEXT = 3;

/** `seesAll`: whether the wall may read all cards. Otherwise it knows only this one, and not what comes after it. */
export function Presenting({ card, seesAll, offset }: { card: CardThing; seesAll: boolean; offset: ReadonlySignal<number> }) {
  const area = areaOf(card.area_id);
  const here = queue.value.find((one) => one.area.area_id === card.area_id)?.cards ?? [];
  const rest = here.slice(here.indexOf(card) + 1).filter((one) => !one.presented);
  const after = areaAfter(queue.value, card.area_id);
  const clock = atTurn.value?.area.area_id === card.area_id ? turnClock.value : null;
  return (
    <main class="presenting">
      <PresentedCard card={card} />
      <aside class="presenting__side">
        <div class="turn">
          <p class="turn__area">{area?.name}</p>
          <p class="turn__line quiet">
            {seesAll ? <span>{t("Kort {place} af {count}", { place: here.indexOf(card) + 1, count: here.length })}</span> : null}
            {clock ? <Clock {...clock} serverOffset={offset} calm class="turn__clock" /> : null}
          </p>
        </div>
        <Where card={card} />
        <Next cards={rest.slice(0, SHOWN_NEXT)} area={seesAll ? after : undefined} />
      </aside>
    </main>
  );
}

function PresentedCard({ card }: { card: CardThing }) {
  const ref = useFit<HTMLDivElement>(SIZES);
  const area = areaOf(card.area_id);
  const length = [...card.name].length;
  const size = length > 100 ? " presented__name--long" : length > 60 ? " presented__name--middle" : "";
  return (
    <div class="presented" ref={ref}>
      <p class="presented__who">
        <Tag tag={area?.tag ?? ""} /> {area?.name}
        {card.confirmed ? null : (
          <>
            {" · "}
            <AskedPill isSaid /> {t("ikke bekræftet endnu")}
          </>
        )}
      </p>
      <h1 class={`presented__name${size}`}>{card.name}</h1>
      <dl class="facts">
        <Fact name={t("Målgruppe")}>{card.target_group}</Fact>
        <Fact name={t("Tilbuddet er til")}>
          {card.reach ? (
            <>
              <Icon name={card.reach} /> {reachName(card.reach)}
            </>
          ) : null}
        </Fact>
        <Fact name={t("Organisatorisk placering")}>{card.organisational_unit}</Fact>
        <Fact name={t("Adgang")}>{together(accessName(card.access_route), card.legal_basis)}</Fact>
        <Fact name={t("Alder")}>{card.age_span}</Fact>
        <Fact name={t("Omfang")}>{together(card.group_size, card.duration)}</Fact>
        <Fact name={t("Kontakt")}>{card.contact}</Fact>
        {card.consultative ? <Fact name={t("Form")}>{t("For fagpersoner")}</Fact> : null}
      </dl>
      {card.description ? <p class="presented__more">{card.description}</p> : null}
      <Asked card={card} />
    </div>
  );
}

/** The one question that the facilitator has put up, and its answer when it has one. */
function Asked({ card }: { card: CardThing }) {
  const question = questions.value.find((one) => one.shown && one.card_id === card.card_id);
  if (!question) return null;
  return (
    <section class="asked" aria-label={t("Spørgsmål fra rummet")}>
      <p class="asked__head">
        {t("Spørgsmål fra rummet")}
        {question.support > 1 ? ` · ${tn(question.support, "{n} spørger", "{n} spørger")}` : ""}
      </p>
      <p class="asked__text">{question.text}</p>
      {question.answer ? <p class="asked__answer">{t("Svar: {answer}", { answer: question.answer })}</p> : null}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function together(...texts: readonly string[]): string {
  return texts.filter(Boolean).join(" · ");
}

function Where({ card }: { card: CardThing }) {
  const main = stepIndex(card.step_id);
  const others = card.other_steps.map(stepIndex).filter((step) => step >= 0);
  const stands =
    main < 0
      ? t("Kortet står ikke på trappen endnu")
      : t("Kortet står på trin {step}, {name}", { step: main + 1, name: steps.value[main]?.name ?? "" });
  const also = others.length ? t(", også på trin {steps}", { steps: others.map((step) => step + 1).join(", ") }) : "";
  return (
    <div class="where">
      <MiniStairs steps={steps.value} main={main} others={others} label={stands + also} />
      {main < 0 ? <p class="quiet">{stands}</p> : null}
    </div>
  );
}

function Next({ cards: upcoming, area }: { cards: readonly CardThing[]; area: AreaQueue | undefined }) {
  const ref = useFit<HTMLElement>(NEXT_SIZES);
  if (!upcoming.length && !area) return null;
  return (
    <section class="nextup" ref={ref}>
      <h2>{t("Derefter")}</h2>
      <ol>
        {upcoming.map((card) => (
          <li key={card.card_id}>
            <Tag tag={areaOf(card.area_id)?.tag ?? ""} /> <span>{card.name}</span>
          </li>
        ))}
        {area ? (
          <li key={area.area.area_id} class="nextup__area">
            <Tag tag={area.area.tag} /> <span>{t("Næste fagområde: {area}", { area: area.area.name })}</span>
          </li>
        ) : null}
      </ol>
    </section>
  );
}
