// One card, large enough for the back row: what it is called, what is known about it, where it stands, and what comes after it.

import type { ComponentChildren } from "preact";

import { AskedPill, reachName } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { AccessRoute, CardThing } from "../protocol.ts";
import { areaOf, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { queue, steps } from "./board.ts";
import { useFit } from "./fit.ts";
import { MiniStairs } from "./Stairs.tsx";

const SIZES = [1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.38];
const NEXT_SIZES = [1, 0.9, 0.8];
const SHOWN_NEXT = 3;

/** `seesAll`: whether the wall may read all cards. Otherwise it knows only this one, and not what comes after it. */
export function Presenting({ card, seesAll }: { card: CardThing; seesAll: boolean }) {
  const area = areaOf(card.area_id);
  const ofArea = queue.value.filter((one) => one.area_id === card.area_id);
  const next = queue.value.indexOf(card) + 1;
  return (
    <main class="presenting">
      <PresentedCard card={card} />
      <aside class="presenting__side">
        <div class="turn">
          <p class="turn__area">{area?.name}</p>
          {seesAll ? <p class="quiet">{t("Kort {place} af {count}", { place: ofArea.indexOf(card) + 1, count: ofArea.length })}</p> : null}
        </div>
        <Where card={card} />
        <Next cards={queue.value.slice(next, next + SHOWN_NEXT)} />
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
    </div>
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

function accessName(route: AccessRoute): string {
  switch (route) {
    case "":
      return "";
    case "self_referral":
      return t("Selvhenvendelse");
    case "referral":
      return t("Henvisning");
    case "allocation":
      return t("Visitation");
  }
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

function Next({ cards: upcoming }: { cards: readonly CardThing[] }) {
  const ref = useFit<HTMLElement>(NEXT_SIZES);
  if (!upcoming.length) return null;
  return (
    <section class="nextup" ref={ref}>
      <h2>{t("Derefter")}</h2>
      <ol>
        {upcoming.map((card) => (
          <li key={card.card_id}>
            <Tag tag={areaOf(card.area_id)?.tag ?? ""} /> <span>{card.name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
