// My cards and my table's: what is unfinished first, each with its state in words and what can be done with it.

import { signal } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";

import { newId } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { toast } from "../parts/Toast.tsx";
import { cards, isAtMyTable, openStage, own as ownCards, stepIndex } from "../state.ts";
import type { CardThing } from "../protocol.ts";
import { t, tn } from "../words.ts";
import { CardRow, type Rowed } from "./CardRow.tsx";
import { WayBack } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { type Desk, useDesk } from "./desk.ts";
import { type Mine, mine } from "./keeping.ts";
import { unconfirmed } from "./known.ts";
import { KnownOffers } from "./KnownOffers.tsx";
import { placeWords } from "./labels.ts";
import { back, go, page } from "./pages.ts";
import { placeAt, type Standing, StepSheet } from "./StepSheet.tsx";

type Tab = "mine" | "table";

// Remembered while the page lives: who comes back from a card wants the list that they left.
const chosen = signal<{ readonly tab: Tab; readonly stageId: string } | null>(null);

export function CardList() {
  const desk = useDesk();
  const [moving, setMoving] = useState<Rowed | null>(null);
  const point = openStage.value;
  const usual = useMemo(usualTab, [point?.stage_id]);
  const tab = chosen.value?.stageId === point?.stage_id ? chosen.value!.tab : usual;
  const own = mine(desk);
  const table = tableCards();
  return (
    <>
      {page.value.name === "cards" ? <WayBack to={point?.title ?? ""} onBack={back} /> : null}
      <Tabs
        id="cards"
        label={t("Hvis kort")}
        tabs={[
          { key: "mine", label: t("Mine"), count: own.length },
          { key: "table", label: t("Bordets"), count: table.length },
        ]}
        selected={tab}
        onSelect={choose}
      />
      <TabPanel id="cards" selected={tab}>
        {tab === "mine" ? (
          <>
            <Asked onShow={() => choose("table")} />
            <MineRows rows={own} onMove={setMoving} />
          </>
        ) : (
          <TableRows rows={table} onMove={setMoving} />
        )}
      </TabPanel>
      <Colophon />
      {desk.may("write") ? <Dock rows={own} /> : null}
      {moving ? (
        <StepSheet
          title={t("Flyt til trin")}
          about={moving.name}
          place={moving}
          verb="move"
          onChoose={(place) => {
            setMoving(null);
            void move(desk, moving, place);
          }}
          onClose={() => setMoving(null)}
        />
      ) : null}
    </>
  );

  function choose(to: Tab): void {
    chosen.value = { tab: to, stageId: point?.stage_id ?? "" };
  }
}

/** Whoever has not written yet first sees what is known already. Settled when the stage opens: no tab changes under a finger. */
function usualTab(): Tab {
  const asks = unconfirmed().length > 0 && ownCards.peek().length === 0;
  return openStage.peek()?.kind === "placing" || asks ? "table" : "mine";
}

/** The way to what the table is asked. */
function Asked({ onShow }: { onShow: () => void }) {
  const mayAnswer = useDesk().mayConfirm();
  const waiting = unconfirmed().length;
  if (waiting === 0 || !mayAnswer) return null;
  return (
    <p class="row">
      <span class="row__words">{tn(waiting, "Bordet har 1 kendt tilbud. Gælder det stadig?", "Bordet har {n} kendte tilbud. Gælder de stadig?")}</span>
      <button type="button" class="button" onClick={onShow}>
        {tn(waiting, "Se det", "Se dem")}
      </button>
    </p>
  );
}

async function move(desk: Desk, card: Rowed, to: Standing): Promise<void> {
  const { card_id, name } = card;
  if (!(await desk.move(card_id, placeAt(to)))) return;
  const said =
    to.step_id === null ? t("“{name}” er taget af trappen", { name }) : `“${name}”: ${placeWords(to)}`;
  toast(said, () => void desk.move(card_id, placeAt(card)));
}

function MineRows({ rows, onMove }: { rows: readonly Mine[]; onMove: (card: Rowed) => void }) {
  if (rows.length === 0)
    return <p class="phone__empty">{t("Ingen kort endnu. Skriv det første tilbud, du kommer i tanke om.")}</p>;
  return (
    <ul class="rows">
      {rows.map((row) => (
        <CardRow key={row.card_id} row={row} onMove={onMove} />
      ))}
    </ul>
  );
}

function TableRows({ rows, onMove }: { rows: readonly CardThing[]; onMove: (card: Rowed) => void }) {
  const desk = useDesk();
  if (rows.length === 0) return <p class="phone__empty">{t("Her kommer bordets kort, efterhånden som I lægger dem frem.")}</p>;
  const own = new Map(mine(desk).map((row) => [row.card_id, row]));
  const answered = rows.filter((card) => card.confirmed || own.has(card.card_id));
  return (
    <>
      <KnownOffers />
      {answered.length > 0 && answered.length < rows.length ? (
        <h2 class="page__heading page__heading--rows">{t("Bordets kort")}</h2>
      ) : null}
      <ul class="rows">
        {answered.map((card) => (
          <CardRow key={card.card_id} row={own.get(card.card_id) ?? card} onMove={onMove} />
        ))}
      </ul>
    </>
  );
}

function Dock({ rows }: { rows: readonly Mine[] }) {
  const all = rows.filter(({ stored, draft }) => draft || !stored?.withdrawn);
  const stored = all.filter(({ keeping }) => keeping.kind === "stored").length;
  return (
    <div class="dock">
      {all.length > 0 ? (
        <p class={stored === all.length ? "state state--stored" : "state"} role="status">
          <Icon name={stored === all.length ? "check" : "alert"} />
          <span>
            {stored === all.length
              ? tn(stored, "Dit kort er gemt", "Alle dine {n} kort er gemt")
              : tn(all.length, "Dit kort er ikke gemt endnu", "{stored} af {n} kort er gemt. Resten står øverst under Mine", { stored })}
          </span>
        </p>
      ) : null}
      <button
        type="button"
        class="button button--main button--wide button--large"
        onClick={() => go({ name: "card", cardId: newId() })}
      >
        <Icon name="plus" />
        {t("Nyt kort")}
      </button>
    </div>
  );
}

/** Those that stand nowhere first: they are what is left to do. Then from the foot of the staircase upwards. */
function tableCards(): readonly CardThing[] {
  const atTable = cards.value.filter(isAtMyTable);
  return atTable.sort((a, b) => stepIndex(a.step_id) - stepIndex(b.step_id) || b.added_at - a.added_at);
}
