// Under the board: what the stage is about. The others are a press away at any time.

import { isUnplaced } from "../board.ts";
import type { Drag } from "../parts/drag.ts";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { actions, allCards, cards, findings } from "../state.ts";
import { t } from "../words.ts";
import { ActionsPanel } from "./ActionsPanel.tsx";
import { isFrozen, type Panel, panel, showPanel } from "./desk.ts";
import { FindingsPanel } from "./FindingsPanel.tsx";
import { Loose } from "./Loose.tsx";
import { OverviewPanel } from "./OverviewPanel.tsx";
import { PresentingPanel } from "./PresentingPanel.tsx";
import { Scribe } from "./Scribe.tsx";
import { heights, Splitter } from "./Splitter.tsx";
import { Trouble } from "./Trouble.tsx";
import { Withdrawn } from "./Withdrawn.tsx";

export function WorkPanel({ drag }: { drag: Drag }) {
  const withdrawn = allCards.value.length - cards.value.length;
  const all: readonly { key: Panel; label: string; count?: number }[] = [
    { key: "loose", label: t("Ikke placeret"), count: cards.value.filter(isUnplaced).length },
    { key: "scribe", label: t("Skriv kort") },
    { key: "presenting", label: t("Præsentation") },
    { key: "findings", label: t("Overlap og mangler"), count: findings.value.length },
    { key: "overview", label: t("Overblik") },
    { key: "actions", label: t("Hvem gør hvad"), count: actions.value.length },
    { key: "withdrawn", label: t("Trukket tilbage"), count: withdrawn },
  ];
  const tabs = all.filter(({ key }) => !isFrozen.value || (key !== "scribe" && key !== "presenting"));
  const selected = tabs.some(({ key }) => key === panel.value) ? panel.value : "loose";
  // With every card on the staircase there is nothing to make room for.
  const isDone = selected === "loose" && !cards.value.some(isUnplaced);
  const kind = selected === "loose" || selected === "withdrawn" ? "list" : "form";
  return (
    <>
      {isDone ? null : <Splitter kind={kind} />}
      <section class="panel panel--work" style={{ blockSize: isDone ? "auto" : `${heights.value[kind]}%` }} aria-label={t("Arbejdet lige nu")}>
        <Tabs id="work" label={t("Arbejdet lige nu")} tabs={tabs} selected={selected} onSelect={showPanel} />
        <TabPanel id="work" selected={selected}>
          <Trouble place="panel" />
          {selected === "loose" ? <Loose drag={drag} /> : null}
          {selected === "scribe" ? <Scribe /> : null}
          {selected === "presenting" ? <PresentingPanel /> : null}
          {selected === "findings" ? <FindingsPanel /> : null}
          {selected === "overview" ? <OverviewPanel /> : null}
          {selected === "actions" ? <ActionsPanel /> : null}
          {selected === "withdrawn" ? <Withdrawn /> : null}
        </TabPanel>
      </section>
    </>
  );
}
