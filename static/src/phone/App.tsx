// The frame around every page: the line's state, the bar with the clock, then one thing at a time.

import { useEffect, useRef } from "preact/hooks";

import { newId } from "../commands.ts";
import { MOVED_TABLE, NO_ENTRY, NO_SESSION, NO_TICKET, REMOVED } from "../live.ts";
import { announce, Announcer } from "../parts/Announcer.tsx";
import { hush, toast, Toasts } from "../parts/Toast.tsx";
import { openStage, own, stage } from "../state.ts";
import { t, tn } from "../words.ts";
import { BreakView } from "./BreakView.tsx";
import { Bar } from "./Bar.tsx";
import { CardForm } from "./CardForm.tsx";
import { CardList } from "./CardList.tsx";
import { useDesk } from "./desk.ts";
import { Gone } from "./Gone.tsx";
import { Introduction } from "./Introduction.tsx";
import { joinAddress } from "./joinAddress.ts";
import { unconfirmed } from "./known.ts";
import { Later, LaterNote } from "./Later.tsx";
import { Notices } from "./Notices.tsx";
import { go, goInstead, type Page, page } from "./pages.ts";
import { SignSheet } from "./SignButton.tsx";
import { Welcome } from "./Welcome.tsx";

export function App() {
  const { live, shell } = useDesk().surface;
  const reason = live.closedWith.value;
  useStageNews();
  useClosingNews();
  const writes = page.value.name === "card" || page.value.name === "note";
  useEffect(hush, [writes, openStage.value?.stage_id]);
  useEffect(() => {
    // The server has a ticket for another table now: everything is as it should be after the next look.
    if (reason === MOVED_TABLE) location.reload();
    if (reason === NO_TICKET) location.assign(joinAddress(shell.sessionId));
  }, [reason]);

  if (reason === NO_SESSION || reason === NO_ENTRY || reason === REMOVED) return <Gone reason={reason} />;
  const { name } = page.value;
  return (
    <div class="phone">
      <Notices />
      <Bar />
      <main class={`phone__main phone__main--${name}`}>
        <View page={page.value} />
      </main>
      <SignSheet />
      <Toasts />
      <Announcer />
    </div>
  );
}

function View({ page: open }: { page: Page }) {
  const now = stage.value;
  if (open.name === "card") return <CardForm key={open.cardId} cardId={open.cardId} />;
  if (!now) return <p class="phone__empty">{t("Henter dagens program …")}</p>;
  if (now.frozen_at !== null) return <Later view="Result" />;
  if (open.name === "note") return <LaterNote findingId={open.findingId} />;
  return open.name === "cards" ? <CardList /> : <Home />;
}

function Home() {
  switch (openStage.value?.kind) {
    case "introduction":
      return <Introduction />;
    case "presenting":
      return <Later view="Presented" />;
    case "reflection":
      return <Later view="FindingsView" />;
    case "wrapup":
      return <Later view="ActionsView" />;
    case "break":
      return <BreakView />;
    case "writing":
    case "placing":
      return <CardList />;
    default:
      return <Welcome />;
  }
}

// Says which point of the day it is, and puts the pen in the hand of whoever has not written anything yet, unless their table is
// asked about known offers first. A form in which nothing was written does not keep anybody behind when the day goes on.
function useStageNews(): void {
  const desk = useDesk();
  const point = openStage.value;
  const id = point?.stage_id;
  const before = useRef(id);
  useEffect(() => {
    if (!point) return;
    announce(t("Nu: {stage}", { stage: point.title }));
    if (before.current !== undefined && before.current !== id && isUntouched(desk, page.peek())) goInstead({ name: "home" });
    before.current = id;
    const hasBegun = own.peek().length > 0 || desk.drafts.peek().size > 0 || unconfirmed().length > 0;
    if (point.kind === "writing" && desk.may("write") && !hasBegun && page.peek().name === "home")
      go({ name: "card", cardId: newId() });
  }, [id]);
}

// Says that the mapping is closed, or open again, and what that means for what was written here and is not stored.
function useClosingNews(): void {
  const desk = useDesk();
  const isKnown = stage.value !== undefined;
  const isClosed = (stage.value?.frozen_at ?? null) !== null;
  const before = useRef<boolean | null>(null);
  useEffect(() => {
    if (!isKnown) return;
    const was = before.current;
    before.current = isClosed;
    if (was === null || was === isClosed) return;
    const left = desk.onlyHere.peek();
    if (!isClosed) {
      const reopened = t("Kortlægningen er åbnet igen.");
      const drafts = tn(left, "Det, du har skrevet, ligger her som kladde.", "De {n} tekster, du har skrevet, ligger her som kladder.");
      toast(left ? `${reopened} ${drafts}` : reopened);
    } else {
      if (isUntouched(desk, page.peek())) goInstead({ name: "home" });
      const closed = t("Kortlægningen er afsluttet og kan ikke ændres.");
      const kept = tn(left, "Det, du har skrevet, kom ikke med, men er gemt på din telefon.", "{n} tekster kom ikke med, men er gemt på din telefon.");
      announce(left ? `${closed} ${kept}` : closed);
    }
  }, [isKnown, isClosed]);
}

function isUntouched(desk: ReturnType<typeof useDesk>, open: Page): boolean {
  if (open.name === "card") return !desk.drafts.peek().has(open.cardId);
  return open.name === "note" && [...desk.notes.peek().values()].every((note) => note.asked);
}
