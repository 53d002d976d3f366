// My cards and my table's: what is unfinished first, each with its state in words and what can be done with it.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";

import { newId } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { toast } from "../parts/Toast.tsx";
import { cards, openStage, picture, stepIndex } from "../state.ts";
import type { CardThing } from "../protocol.ts";
import { t, tn } from "../words.ts";
import { CardRow, type Rowed } from "./CardRow.tsx";
import { WayBack } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { type Desk, useDesk } from "./desk.ts";
import { type Mine, mine } from "./keeping.ts";
import { placeWords } from "./labels.ts";
import { back, go, page } from "./pages.ts";
import { type Standing, StepSheet } from "./StepSheet.tsx";

type Tab = "mine" | "table";

// Remembered while the page lives: who comes back from a card wants the list that they left.
const chosen = signal<{ readonly tab: Tab; readonly stageId: string } | null>(null);

export function CardList() {
  const desk = useDesk();
  const [moving, setMoving] = useState<Rowed | null>(null);
  const point = openStage.value;
  const usual: Tab = point?.kind === "placing" ? "table" : "mine";
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
        onSelect={(to) => (chosen.value = { tab: to, stageId: point?.stage_id ?? "" })}
      />
      <TabPanel id="cards" selected={tab}>
        {tab === "mine" ? <MineRows rows={own} onMove={setMoving} /> : <TableRows rows={table} onMove={setMoving} />}
      </TabPanel>
      <Colophon />
      {desk.may("write") ? <Dock rows={own} /> : null}
      {moving ? (
        <StepSheet
          title={t("Flyt til trin")}
          about={moving.name}
          place={{ step_id: moving.step_id, other_steps: moving.other_steps }}
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
}

async function move(desk: Desk, card: Rowed, to: Standing): Promise<void> {
  const { card_id, name, step_id, other_steps } = card;
  if (!(await desk.move(card_id, to))) return;
  const said =
    to.step_id === null ? t("“{name}” er taget af trappen", { name }) : `“${name}”: ${placeWords(to.step_id, to.other_steps)}`;
  toast(said, () => void desk.move(card_id, { step_id, other_steps }));
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
  return (
    <ul class="rows">
      {rows.map((card) => (
        <CardRow key={card.card_id} row={own.get(card.card_id) ?? card} onMove={onMove} />
      ))}
    </ul>
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
  const atTable = cards.value.filter((card) => card.area_id === picture.value.areaId);
  return atTable.sort((a, b) => stepIndex(a.step_id) - stepIndex(b.step_id) || b.added_at - a.added_at);
}
