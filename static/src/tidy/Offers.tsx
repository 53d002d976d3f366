// The offers in the order of the staircase, narrowed to what is looked for. Arrows go up and down, Enter goes into the form.
// On a small screen the form takes the place of the list.

import { Component } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { proposals, useProposals } from "../console/Candidates.tsx";
import { isNarrow } from "../console/desk.ts";
import { Trouble } from "../console/Trouble.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { areaOf, session, stepIndex } from "../state.ts";
import { t, tn } from "../words.ts";
import { becameOf, type Filter, type Lack, LACKS, NO_FILTER } from "./filter.ts";
import { before, filter, open, pick, picked, rows } from "./tidying.ts";

export function Offers() {
  useProposals();
  const list = useRef<HTMLUListElement>(null);
  const listed = rows.value;
  // One stop for the tab key: the chosen one, or the first.
  const stop = listed.some((row) => row.card_id === picked.value) ? picked.value : listed[0]?.card_id;
  useEffect(() => {
    const focused = document.activeElement;
    const chosen = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (chosen && list.current?.contains(focused) && focused !== chosen) chosen.focus();
    chosen?.scrollIntoView({ block: "nearest" });
  }, [picked.value]);
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (direction) {
      event.preventDefault();
      if (isNarrow.peek()) return focusBeside(direction); // the form would take the list's place
      if (picked.peek() === null) picked.value = (document.activeElement as HTMLElement).dataset.offer ?? null;
      pick(direction);
    }
  };
  return (
    <section class="tidy-list" aria-labelledby="tidy-list-title">
      <header class="tidy-list__head">
        <h2 id="tidy-list-title">{t("Tilbud")}</h2>
        <button type="button" class="button button--small" onClick={() => (open.value = { kind: "add" })}>
          <Icon name="plus" />
          {t("Tilføj et glemt tilbud")}
        </button>
      </header>
      <Narrow />
      <Trouble place="board" />
      <p class="small quiet" role="status">
        {listed.length ? tn(listed.length, "{n} tilbud", "{n} tilbud") : noneSaid()}
      </p>
      <ul ref={list} onKeyDown={onKeyDown}>
        {listed.map((one) => (
          <Row
            key={one.card_id}
            card={one}
            became={becameOf(one, before.get(one.card_id))}
            step={stepIndex(one.step_id) + 1}
            tag={areaOf(one.area_id)?.tag ?? ""}
            areaName={areaOf(one.area_id)?.name ?? ""}
            isChosen={one.card_id === picked.value}
            inTabOrder={one.card_id === stop}
          />
        ))}
      </ul>
    </section>
  );
}

function focusBeside(direction: -1 | 1): void {
  const row = document.activeElement?.closest("li");
  const beside = direction > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  beside?.querySelector("button")?.focus();
}

interface RowProps {
  readonly card: CardThing;
  readonly became: ReturnType<typeof becameOf>;
  readonly step: number;
  readonly tag: string;
  readonly areaName: string;
  readonly isChosen: boolean;
  readonly inTabOrder: boolean;
}

/** Drawn anew when it is another: of five hundred one has changed. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return (Object.keys(next) as (keyof RowProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render() {
    const { card, became, step, tag, areaName, isChosen, inTabOrder } = this.props;
    const go = () => {
      picked.value = card.card_id;
      if (isNarrow.peek()) return; // the form sees to it
      // After the form is drawn. What is withdrawn has no fields.
      requestAnimationFrame(() => document.querySelector<HTMLElement>(".tidy-form textarea, .tidy-form__doings:has(p) button")?.focus());
    };
    return (
      <li>
        <button
          type="button"
          class={card.withdrawn ? "tidy-row tidy-row--gone" : "tidy-row"}
          data-offer={card.card_id}
          aria-current={isChosen ? "true" : undefined}
          tabIndex={inTabOrder ? 0 : -1}
          onClick={go}
        >
          <b class="tidy-row__step">
            <span class="visually-hidden">{step ? t("Trin") : t("ikke placeret")} </span>
            {step || "–"}
          </b>
          <span class="tidy-row__name">{card.name}</span>
          <Tag tag={tag} title={areaName} />
          {became === "same" ? null : <span class="tidy-row__mark">{markName(became)}</span>}
        </button>
      </li>
    );
  }
}

function noneSaid(): string {
  if (filter.value.only !== "alike") return t("Ingen tilbud passer til det, du søger.");
  return proposals.value ? t("Vi fandt ingen, der tydeligt er ens.") : t("Henter …");
}

function markName(became: Exclude<ReturnType<typeof becameOf>, "same">): string {
  return { new: t("nyt"), changed: t("rettet"), withdrawn: t("trukket tilbage") }[became];
}

function Narrow() {
  const { words, stepId, areaId, only } = filter.value;
  const { steps, areas } = session.value!;
  const narrow = (more: Partial<Filter>) => (filter.value = { ...filter.value, ...more });
  const isNarrowed = filter.value !== NO_FILTER && (words || stepId || areaId || only);
  return (
    <div class="tidy-list__narrow" role="search">
      <input
        class="input input--small"
        type="search"
        aria-label={t("Søg i tilbud")}
        placeholder={t("Søg i tilbud")}
        value={words}
        onInput={(event) => narrow({ words: event.currentTarget.value })}
      />
      <select class="input input--small" aria-label={t("Hvad der vises")} value={only} onChange={(event) => narrow({ only: event.currentTarget.value as Filter["only"] })}>
        <option value="">{t("Alle tilbud")}</option>
        <option value="alike">{t("Mulige dubletter")}</option>
        <option value="changed">{t("Ændret siden versionen før")}</option>
        <option value="unconfirmed">{t("Ikke bekræftet")}</option>
        <option value="public">{t("Må vises for borgere")}</option>
        <option value="private">{t("Ikke mærket til borgere")}</option>
        <option value="withdrawn">{t("Trukket tilbage")}</option>
        <optgroup label={t("Mangler …")}>
          {LACKS.map((field) => (
            <option key={field} value={field}>
              {lackName(field)}
            </option>
          ))}
        </optgroup>
      </select>
      <select class="input input--small" aria-label={t("Trin")} value={stepId} onChange={(event) => narrow({ stepId: event.currentTarget.value })}>
        <option value="">{t("Alle trin")}</option>
        {steps.map((step, index) => (
          <option key={step.step_id} value={step.step_id}>
            {`${index + 1} ${step.name}`}
          </option>
        ))}
        <option value="none">{t("Ikke placeret")}</option>
      </select>
      <select class="input input--small" aria-label={t("Fagområde")} value={areaId} onChange={(event) => narrow({ areaId: event.currentTarget.value })}>
        <option value="">{t("Alle fagområder")}</option>
        {areas.map((area) => (
          <option key={area.area_id} value={area.area_id}>
            {area.name}
          </option>
        ))}
      </select>
      {isNarrowed ? (
        <button type="button" class="button button--plain button--small" onClick={() => (filter.value = NO_FILTER)}>
          {t("Vis alle")}
        </button>
      ) : null}
    </div>
  );
}

export function lackName(field: Lack): string {
  return {
    target_group: t("Målgruppe"),
    reach: t("Tilbuddet er til"),
    organisational_unit: t("Hvor det hører til"),
    description: t("Beskrivelse"),
    age_span: t("Alder"),
    group_size: t("Hvor mange ad gangen"),
    duration: t("Varighed"),
    access_route: t("Hvordan man får det"),
    legal_basis: t("Lovgrundlag"),
    contact: t("Kontakt"),
  }[field];
}
