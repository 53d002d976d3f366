// All cards in a table: the staircase for those who read rather than look, and for boards on which steps are counted.

import { signal, useComputed } from "@preact/signals";
import { Component } from "preact";

import { isUnplaced, inAreas, matches, stepsOf } from "../board.ts";
import { editCard } from "../commands.ts";
import { AskedPill, reachName } from "../parts/Card.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { areaOf, cards, openStage, session, stepIndex } from "../state.ts";
import { language, range, t } from "../words.ts";
import { ColumnSelect } from "./ColumnSelect.tsx";
import { act, chosen, isFrozen, open, search } from "./desk.ts";
import { columnName, move } from "./moves.ts";
import { StepButtons } from "./StepButtons.tsx";

type Column = "step" | "name" | "area";

// When cards are looked through one by one; while they are written and placed the list is narrow enough.
const BESIDE_THE_DAY: ReadonlySet<string> = new Set(["preparation", "wrapup"]);

const sorting = signal<{ column: Column; down: boolean }>({ column: "step", down: false });

export function ListView() {
  const rows = useComputed(sorted).value;
  if (rows.length === 0) {
    return <p class="empty">{search.value ? t("Ingen kort passer til det, du søger.") : t("Ingen kort endnu. De kommer her, når de første har lagt deres frem.")}</p>;
  }
  const withPublic = isFrozen.value || BESIDE_THE_DAY.has(openStage.value?.kind ?? "");
  const tabStop = rows.some((card) => card.card_id === chosen.value) ? chosen.value : rows[0]!.card_id;
  return (
    <div class="list" data-keys data-arrows tabIndex={-1}>
      <table class="table">
        <thead>
          <tr>
            <Heading column="name" words={t("Tilbud")} />
            <Heading column="area" words={t("Fagområde")} />
            <th scope="col">{t("Målgruppe")}</th>
            <Heading column="step" words={t("Trin")} />
            {session.value!.columns.length ? <th scope="col">{t("Kolonne")}</th> : null}
            {withPublic ? <th scope="col">{t("For borgere")}</th> : null}
            {isFrozen.value ? null : <th scope="col">{t("Flyt til trin")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((card) => (
            <Row
              key={card.card_id}
              card={card}
              tag={areaOf(card.area_id)?.tag ?? ""}
              areaName={areaOf(card.area_id)?.name ?? ""}
              inTabOrder={card.card_id === tabStop}
              isFrozen={isFrozen.value}
              withPublic={withPublic}
              steps={session.value!.steps}
              columns={session.value!.columns}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sorted(): CardThing[] {
  const { column, down } = sorting.value;
  const found = inAreas(session.value!, cards.value.filter((card) => !search.value || matches(card, search.value)));
  const byName = new Intl.Collator(language() === "en" ? "en-GB" : "da-DK", { numeric: true });
  const order = (card: CardThing) => (isUnplaced(card) ? -1 : stepIndex(card.step_id));
  // The queue is by area; sorting keeps that order among equals.
  if (column === "name") found.sort((a, b) => byName.compare(a.name, b.name));
  if (column === "step") found.sort((a, b) => order(a) - order(b));
  return down ? found.reverse() : found;
}

function Heading({ column, words }: { column: Column; words: string }) {
  const { column: by, down } = sorting.value;
  const press = () => {
    sorting.value = { column, down: by === column && !down };
  };
  return (
    <th scope="col" aria-sort={by === column ? (down ? "descending" : "ascending") : undefined}>
      <button type="button" class="table__sort" onClick={press}>
        {words}
      </button>
    </th>
  );
}

// More buttons than this would make two lines of every row.
const MOST_BUTTONS = 8;

function StepSelect({ card }: { card: CardThing }) {
  const { steps } = session.value!;
  return (
    <select
      class="input input--small"
      data-part="to"
      aria-label={t("Flyt “{name}” til trin", { name: card.name })}
      value={card.step_id ?? ""}
      onChange={(event) => void move("board", card, { stepId: event.currentTarget.value || null })}
    >
      <option value="">{t("ikke placeret")}</option>
      {steps.map((step, index) => (
        <option key={step.step_id} value={step.step_id}>
          {`${index + 1} ${step.name}`}
        </option>
      ))}
    </select>
  );
}

/** Whether citizens may be shown the offer: said here for many cards in a row, and on each card's own form. */
function PublicMark({ card, isFrozen, inTabOrder }: Pick<RowProps, "card" | "isFrozen" | "inTabOrder">) {
  if (isFrozen) return card.public ? <>{t("Ja")}</> : null;
  return (
    <label class="check">
      <input
        type="checkbox"
        data-part="public"
        aria-label={t("“{name}” må vises for borgere", { name: card.name })}
        checked={card.public}
        tabIndex={inTabOrder ? undefined : -1}
        onChange={(event) => void act("board", editCard(card.card_id, { public: event.currentTarget.checked }))}
      />
    </label>
  );
}

interface RowProps {
  readonly card: CardThing;
  readonly tag: string;
  readonly areaName: string;
  readonly inTabOrder: boolean;
  readonly isFrozen: boolean;
  readonly withPublic: boolean;
  /** Only to be drawn again when the plan's steps or columns change. */
  readonly steps: unknown;
  readonly columns: unknown;
}

class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return (Object.keys(next) as (keyof RowProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render() {
    const { card, tag, areaName, inTabOrder, isFrozen } = this.props;
    return (
      <tr data-key={`card:${card.card_id}`}>
        <th scope="row">
          <button type="button" class="list__name" tabIndex={inTabOrder ? 0 : -1} onClick={() => (open.value = { kind: "card", cardId: card.card_id })}>
            {card.name}
          </button>
          {card.confirmed ? null : (
            <>
              {" "}
              <AskedPill />
            </>
          )}
        </th>
        <td>
          <Tag tag={tag} title={areaName} />
        </td>
        <td class="quiet">{[card.target_group, card.reach && reachName(card.reach)].filter(Boolean).join(" · ")}</td>
        <td class="table__number">{isUnplaced(card) ? <span class="quiet">{t("ikke placeret")}</span> : range(stepsOf(card))}</td>
        {session.value!.columns.length ? (
          <td>{isFrozen ? <span class="quiet">{card.column_id ? columnName(card.column_id) : ""}</span> : <ColumnSelect card={card} place="board" inTabOrder={inTabOrder} />}</td>
        ) : null}
        {this.props.withPublic ? (
          <td>
            <PublicMark card={card} isFrozen={isFrozen} inTabOrder={inTabOrder} />
          </td>
        ) : null}
        {isFrozen ? null : (
          <td>
            {session.value!.steps.length > MOST_BUTTONS ? <StepSelect card={card} /> : <StepButtons card={card} place="board" inTabOrder={inTabOrder} />}
          </td>
        )}
      </tr>
    );
  }
}
