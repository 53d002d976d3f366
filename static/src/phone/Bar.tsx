// What is going on, for how long. The heading takes the focus when the page changes, so that a screen reader begins there.

import { useEffect, useRef } from "preact/hooks";

import { Clock, Soon } from "../parts/Clock.tsx";
import { openStage, own, session, stage } from "../state.ts";
import { t, time } from "../words.ts";
import { useDesk } from "./desk.ts";
import { seatName } from "./labels.ts";
import { page } from "./pages.ts";
import { SignButton, SignState } from "./SignButton.tsx";

export function Bar() {
  const { offset } = useDesk().surface.live;
  const heading = useRef<HTMLHeadingElement>(null);
  const now = stage.value;
  const shown = JSON.stringify(page.value);
  const isFirst = useRef(true);
  useEffect(() => {
    // A form takes the focus itself, to its first field; and the page that one comes to is not announced as a change.
    if (!isFirst.current && page.peek().name !== "card" && page.peek().name !== "note") heading.current?.focus();
    isFirst.current = false;
  }, [shown]);

  return (
    <header class="bar">
      <div class="bar__stage">
        <h1 class="bar__title" tabIndex={-1} ref={heading}>
          {title()}
        </h1>
        <p class="bar__about">
          {now && now.frozen_at === null ? <Soon deadline={now.deadline} openedAt={now.opened_at} serverOffset={offset} otherwise={about()} /> : about()}
        </p>
      </div>
      {now && now.frozen_at === null ? (
        <Clock class="bar__clock" deadline={now.deadline} pausedRemaining={now.remaining} serverOffset={offset} announces />
      ) : null}
      {now && now.frozen_at === null ? <SignButton /> : null}
      <SignState />
    </header>
  );

  function title(): string {
    const open = page.value;
    if (now?.frozen_at != null && open.name !== "card") return t("Tak for i dag");
    if (open.name === "card") return own.value.some((card) => card.card_id === open.cardId) ? t("Ret kort") : t("Skriv kort");
    if (open.name === "cards") return t("Kortene");
    if (open.name === "note") return t("Hvad ser I?");
    return openStage.value?.title ?? t("Tilbudstrappen");
  }

  function about(): string {
    if (now?.frozen_at != null) return session.value?.title ?? "";
    if (page.value.name === "home") return seatName();
    const point = openStage.value;
    if (page.value.name === "card" && point?.kind === "writing") {
      return now?.deadline ? t("til kl. {time}", { time: time(now.deadline) }) : seatName();
    }
    return point?.title ?? "";
  }
}
