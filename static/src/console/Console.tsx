// The whole console: left when, middle what, right what the room sees. On a small screen the remote control, or the same in one column.

import { useEffect, useMemo, useRef } from "preact/hooks";

import { GAP } from "../board.ts";
import { createDrag, type Drop } from "../parts/drag.ts";
import { Icon } from "../parts/Icon.tsx";
import { Announcer } from "../parts/Announcer.tsx";
import { hush, Toasts } from "../parts/Toast.tsx";
import { cards, findings, session, stage } from "../state.ts";
import { t } from "../words.ts";
import { editFinding } from "../commands.ts";
import { AlarmDialog } from "./AlarmDialog.tsx";
import { BoardPanel } from "./BoardPanel.tsx";
import { CardDialog } from "./CardDialog.tsx";
import { act, isFrozen, isNarrow, open, wholeDesk } from "./desk.ts";
import { keepFocus } from "./focus.ts";
import { DoorDialog } from "./DoorDialog.tsx";
import { NewCode } from "./DoorPart.tsx";
import { FreezeDialog } from "./FreezeDialog.tsx";
import { LockLine } from "./Hands.tsx";
import { Head } from "./Head.tsx";
import { KeysDialog } from "./KeysDialog.tsx";
import { listenToKeys } from "./keys.ts";
import { Line } from "./Line.tsx";
import { move } from "./moves.ts";
import { PeopleDialog } from "./PeopleDialog.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { ProcessDialog } from "./ProcessDialog.tsx";
import { Rail } from "./Rail.tsx";
import { Remote } from "./Remote.tsx";
import { Side } from "./Side.tsx";
import { StageDialog } from "./StageDialog.tsx";
import { WorkPanel } from "./WorkPanel.tsx";

export function Console() {
  // What a note offers to undo cannot be undone any more.
  useEffect(() => {
    if (isFrozen.value) hush();
  }, [isFrozen.value]);
  // Before the first snapshot there is nothing to show, only how the line is.
  if (!session.value || !stage.value) return <Line />;
  return (
    <>
      <Line />
      <LockLine />
      {isNarrow.value && !wholeDesk.value ? <Remote /> : <Whole />}
      <Window />
      <AlarmDialog />
      <Toasts />
      <Announcer />
    </>
  );
}

function Whole() {
  const drag = useMemo(() => createDrag({ onDrop }), []);
  const searchField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const stopKeys = listenToKeys(() => searchField.current?.focus());
    const stopFocus = keepFocus();
    return () => {
      stopKeys();
      stopFocus();
    };
  }, []);
  return (
    <div class="desk">
      <a class="skip" href="#work">
        {t("Gå til kortene")}
      </a>
      {isNarrow.value ? (
        <p class="desk__remote">
          <button type="button" class="button button--wide" onClick={() => (wholeDesk.value = false)}>
            <Icon name="back" />
            {t("Tilbage til fjernbetjeningen")}
          </button>
        </p>
      ) : null}
      <Head />
      <Rail />
      <main class="work" id="work" tabIndex={-1}>
        <BoardPanel drag={drag} searchField={searchField} />
        <WorkPanel drag={drag} />
      </main>
      <Side />
    </div>
  );
}

function onDrop({ cardId, stepId, columnId, afterCardId }: Drop): void {
  if (cardId.startsWith(GAP)) return moveGap(cardId.slice(GAP.length), stepId);
  const card = cards.peek().find((one) => one.card_id === cardId);
  const first = afterCardId === null ? firstOn(stepId, columnId, cardId) : undefined;
  if (card) void move("board", card, { stepId, columnId, beside: first ? { before: first } : { after: afterCardId } });
}

function firstOn(stepId: string, columnId: string | undefined, except: string): string | undefined {
  return cards
    .peek()
    .filter((card) => card.step_id === stepId && card.card_id !== except && (columnId === undefined || (card.column_id ?? "") === columnId))
    .reduce<{ rank: string; card_id: string } | undefined>((found, card) => (found && found.rank <= card.rank ? found : card), undefined)?.card_id;
}

/** A gap is a finding that stands on a step; dragged, it is about another one. */
function moveGap(findingId: string, stepId: string): void {
  const finding = findings.peek().find((one) => one.finding_id === findingId);
  if (!finding) return;
  const { form, text, card_ids } = finding;
  void act("board", editFinding(findingId, { form, text, card_ids, step_id: stepId }));
}

/** What stands over the desk; nothing, once what it was about is gone. */
function Window() {
  const shown = open.value;
  switch (shown?.kind) {
    case "card":
      return <CardDialog key={shown.cardId} cardId={shown.cardId} returned={shown.returned} />;
    case "stage":
      return <StageDialog key={shown.stageId} stageId={shown.stageId} />;
    case "plan":
      return <PlanDialog returned={shown.returned} begins={shown.part} />;
    case "process":
      return <ProcessDialog step={shown.step ?? "purpose"} returned={shown.returned} />;
    case "freeze":
      return <FreezeDialog />;
    case "people":
      return <PeopleDialog />;
    case "door":
      return <DoorDialog />;
    case "new_code":
      return <NewCode />;
    case "keys":
      return <KeysDialog />;
    default:
      return null;
  }
}
