// One offer: every field with what stood there in the version before beside it. A field is stored when one leaves it.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { bringBackCard, confirmCard, moveCard, withdrawCard } from "../commands.ts";
import { AreaField, accessRoutes, Known } from "../console/CardFields.tsx";
import { CardPlace } from "../console/CardPlace.tsx";
import { act, isFrozen, isNarrow } from "../console/desk.ts";
import { Field, Select } from "../console/Field.tsx";
import { columnName } from "../console/moves.ts";
import { Trouble } from "../console/Trouble.tsx";
import { stepsOf } from "../board.ts";
import { reachName } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { AccessRoute, CardThing, OfferChanges, Reach } from "../protocol.ts";
import { areaOf } from "../state.ts";
import { range, t } from "../words.ts";
import { lackName } from "./Offers.tsx";
import { becameOf } from "./filter.ts";
import { before, choose, data, faults, forget, keyOf, open, pick, picked, refusals, store, type Words, write, writing } from "./tidying.ts";

export function OfferForm({ card }: { card: CardThing }) {
  const then = before.get(card.card_id);
  const became = becameOf(card, then);
  const form = useRef<HTMLElement>(null);
  useEffect(() => {
    // It stands where the list was. Not into a field: that would bring up a phone's keyboard.
    if (!isNarrow.peek() || form.current?.contains(document.activeElement)) return;
    form.current?.querySelector("h2")?.focus({ preventScroll: true });
    form.current?.scrollIntoView();
  }, []);
  return (
    <section ref={form} class="tidy-form" aria-labelledby="tidy-form-title" onKeyDown={onKeyDown}>
      <header class="tidy-form__head">
        <h2 id="tidy-form-title" tabIndex={-1}>
          {card.name}
        </h2>
        <div class="tidy-form__ways">
          <button type="button" class="button button--small tidy-form__back" onClick={backToList}>
            {t("Til listen")}
          </button>
          <button type="button" class="button button--plain button--small button--icon" aria-label={t("Forrige tilbud")} aria-keyshortcuts="PageUp" onClick={() => pick(-1)}>
            <Icon name="up" />
          </button>
          <button type="button" class="button button--plain button--small button--icon" aria-label={t("Næste tilbud")} aria-keyshortcuts="PageDown" onClick={() => pick(1)}>
            <Icon name="down" />
          </button>
        </div>
      </header>
      {became === "new" ? <p class="tidy-form__fact">{t("Ikke i version {version}", { version: data.version })}</p> : null}
      {card.source ? <p class="tidy-form__fact">{t("Kilde: {source}", { source: card.source })}</p> : null}
      <Trouble place="card" />
      <Doings card={card} />
      {card.withdrawn ? null : <Fields card={card} then={then} />}
    </section>
  );
}

/** Page keys stay in the same field of the next offer: to complete one field all the way down. */
function onKeyDown(event: KeyboardEvent): void {
  const element = event.target as HTMLElement;
  if (event.key === "Escape") {
    event.preventDefault();
    backToList();
  } else if (event.key === "PageDown" || event.key === "PageUp") {
    event.preventDefault();
    const part = element.closest<HTMLElement>("[data-field]")?.dataset.field;
    element.blur(); // what is written is stored first
    pick(event.key === "PageDown" ? 1 : -1);
    requestAnimationFrame(() => {
      const field = part ? `[data-field="${part}"] :is(input, textarea, select)` : "h2";
      (document.querySelector<HTMLElement>(`.tidy-form ${field}`) ?? document.querySelector<HTMLElement>(".tidy-form h2"))?.focus();
    });
  }
}

function backToList(): void {
  const cardId = picked.peek() ?? "";
  if (isNarrow.peek()) {
    (document.activeElement as HTMLElement).blur(); // what is written is stored first
    picked.value = null;
  }
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-offer="${CSS.escape(cardId)}"]`)?.focus());
}

function Doings({ card }: { card: CardThing }) {
  if (card.withdrawn) {
    return (
      <div class="tidy-form__doings">
        <p>{t("Tilbuddet er trukket tilbage og kommer ikke med i næste version.")}</p>
        <button type="button" class="button" onClick={() => void act("card", bringBackCard(card.card_id))}>
          <Icon name="undo" />
          {t("Bring tilbage")}
        </button>
      </div>
    );
  }
  return (
    <div class="tidy-form__doings">
      <button type="button" class="button button--small" onClick={() => (open.value = { kind: "merge", cardId: card.card_id })}>
        <Icon name="overlap" />
        {t("Læg sammen med et andet")}
      </button>
      <button type="button" class="button button--small" onClick={() => (open.value = { kind: "split", cardId: card.card_id })}>
        <Icon name="interface" />
        {t("Del i to")}
      </button>
      <button type="button" class="button button--small button--danger" onClick={() => void act("card", withdrawCard(card.card_id))}>
        {t("Træk tilbage")}
      </button>
      {card.confirmed ? null : (
        <button type="button" class="button button--small" onClick={() => void act("card", confirmCard(card.card_id))}>
          <Icon name="check" />
          {t("Bekræft, at det findes")}
        </button>
      )}
    </div>
  );
}

interface PartProps {
  readonly card: CardThing;
  readonly then: CardThing | undefined;
}

function Fields(both: PartProps) {
  const { card, then } = both;
  const set = (changes: OfferChanges) => void choose(card, changes);
  return (
    <div class="tidy-form__fields" key={refusals.value}>
      {then ? (
        <div class="tidy-field tidy-field--head" aria-hidden="true">
          <p>{t("Nu")}</p>
          <p class="tidy-was">{t("I version {version}", { version: data.version })}</p>
        </div>
      ) : null}
      <Written {...both} field="name" label={t("Hvad hedder tilbuddet?")} rows={2} />
      <Ticked {...both} field="public" label={t("Må vises for borgere")} />
      <Written {...both} field="target_group" label={t("Målgruppe")} rows={2} />
      <Beside {...both} name="area_id" label={t("Fagområde")} was={then ? areaName(then) : ""} changes={{ area_id: then?.area_id ?? "" }}>
        <AreaField writing={card} onWrite={({ area_id = "" }) => set({ area_id })} error={undefined} disabled={isFrozen.value} />
      </Beside>
      <Beside {...both} name="reach" label={t("Tilbuddet er til")} was={then?.reach ? reachName(then.reach) : ""} changes={{ reach: then?.reach ?? "" }}>
        <Select
          label={t("Tilbuddet er til")}
          value={card.reach}
          options={[["", t("Ikke oplyst")], ...(["alle", "gruppe", "et_barn", "individuelt"] as const).map((reach) => [reach, reachName(reach)] as const)]}
          onChoose={(reach) => set({ reach: reach as Reach })}
        />
      </Beside>
      <Written {...both} field="organisational_unit" label={lackName("organisational_unit")} list="units" />
      <Known id="units" field="organisational_unit" />
      <Written {...both} field="description" label={t("Beskrivelse")} rows={4} />
      <Written {...both} field="age_span" label={t("Alder")} />
      <Written {...both} field="group_size" label={t("Hvor mange ad gangen?")} />
      <Written {...both} field="duration" label={t("Varighed")} />
      <Beside {...both} name="access_route" label={t("Hvordan får man tilbuddet?")} was={accessName(then?.access_route ?? "")} changes={{ access_route: then?.access_route ?? "" }}>
        <Select label={t("Hvordan får man tilbuddet?")} value={card.access_route} options={accessRoutes()} onChoose={(route) => set({ access_route: route as AccessRoute })} />
      </Beside>
      <Written {...both} field="legal_basis" label={t("Lovgrundlag")} rows={2} />
      <Written {...both} field="contact" label={t("Kontakt")} rows={2} />
      <Ticked {...both} field="consultative" label={t("Konsultativt: for fagpersoner")} />
      <Place {...both} />
    </div>
  );
}

interface WrittenProps extends PartProps {
  readonly field: Words;
  readonly label: string;
  readonly rows?: number;
  readonly list?: string;
}

function Written({ card, then, field, label, rows, list }: WrittenProps) {
  const key = keyOf(card.card_id, field);
  const takeBack = () => {
    forget(key);
    void choose(card, { [field]: then?.[field] ?? "" });
  };
  const onKeyPress = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || field === "description") return;
    event.preventDefault(); // one line, however many it is shown in
    void store(card, field);
  };
  return (
    <Row name={field} then={then} label={label} isChanged={then !== undefined && card[field] !== then[field]} was={then?.[field] ?? ""} onTakeBack={takeBack}>
      <div onFocusOut={() => void store(card, field)} onKeyDown={onKeyPress}>
        <Field label={label} value={writing.value[key] ?? card[field]} error={faults.value[key]} rows={rows} list={list} onInput={(words) => write(key, words)} />
      </div>
    </Row>
  );
}

interface BesideProps extends PartProps {
  readonly name: "area_id" | "reach" | "access_route";
  readonly label: string;
  readonly was: string;
  readonly changes: OfferChanges;
  readonly children: ComponentChildren;
}

function Beside({ card, then, name, label, was, changes, children }: BesideProps) {
  return (
    <Row name={name} then={then} label={label} isChanged={then !== undefined && card[name] !== then[name]} was={was} onTakeBack={() => void choose(card, changes)}>
      {children}
    </Row>
  );
}

function Ticked({ card, then, field, label }: PartProps & { field: "consultative" | "public"; label: string }) {
  return (
    <Row
      name={field}
      then={then}
      label={label}
      isChanged={then !== undefined && card[field] !== then[field]}
      was={then?.[field] ? t("Ja") : t("Nej")}
      onTakeBack={() => void choose(card, { [field]: then?.[field] ?? false })}
    >
      <label class="check">
        <input type="checkbox" checked={card[field]} onChange={(event) => void choose(card, { [field]: event.currentTarget.checked })} />
        <span>{label}</span>
      </label>
    </Row>
  );
}

function Place({ card, then }: PartProps) {
  const isChanged = then !== undefined && (card.step_id !== then.step_id || card.column_id !== then.column_id || card.other_steps.join() !== then.other_steps.join());
  const back = () => {
    if (then) void act("card", moveCard(card.card_id, { step_id: then.step_id, other_steps: then.other_steps, column_id: then.column_id ?? "" }));
  };
  return (
    <Row name="place" then={then} label={t("På trappen")} isChanged={isChanged} was={then ? placeName(then) : ""} onTakeBack={back}>
      <div class="field">
        <h3 class="field__label">{t("På trappen")}</h3>
        <CardPlace card={card} readOnly={isFrozen.value} />
      </div>
    </Row>
  );
}

function placeName(card: CardThing): string {
  const steps = stepsOf(card);
  const main = steps[0];
  if (main === undefined) return t("ikke placeret");
  const stands = steps.length > 1 ? t("trin {main} ({all})", { main, all: range(steps) }) : t("trin {main}", { main });
  return card.column_id ? `${stands}, ${columnName(card.column_id)}` : stands;
}

interface RowProps {
  readonly name: string;
  readonly then: CardThing | undefined;
  readonly label: string;
  readonly isChanged: boolean;
  readonly was: string;
  readonly onTakeBack: () => void;
  readonly children: ComponentChildren;
}

/** A field, and beside it what stood there. */
function Row({ name, then, label, isChanged, was, onTakeBack, children }: RowProps) {
  const id = useId();
  return (
    <div class={isChanged ? "tidy-field tidy-field--changed" : "tidy-field"} data-field={name}>
      {children}
      {then ? (
        <div class="tidy-was" id={id}>
          <p class="tidy-was__title">{t("I version {version}", { version: data.version })}</p>
          {isChanged ? (
            <>
              <p class="tidy-was__words">{was || <span class="quiet">{t("intet")}</span>}</p>
              <button type="button" class="button button--plain button--small" aria-label={t("Tag tilbage: {label}", { label })} onClick={onTakeBack}>
                <Icon name="undo" />
                {t("Tag tilbage")}
              </button>
            </>
          ) : (
            <p class="tidy-was__same">{t("det samme")}</p>
          )}
        </div>
      ) : null}
    </div>
  );
}

function areaName(card: CardThing): string {
  return areaOf(card.area_id)?.name ?? "";
}

function accessName(route: AccessRoute): string {
  return route ? (accessRoutes().find(([key]) => key === route)?.[1] ?? "") : "";
}
