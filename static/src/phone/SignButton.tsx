// One small button at the top of the phone: raise a hand, ask for help, say that one is ready. Quiet: only the facilitator sees it.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { Icon, type IconName } from "../parts/Icon.tsx";
import { Sheet } from "../parts/Sheet.tsx";
import { toast } from "../parts/Toast.tsx";
import { stage } from "../state.ts";
import { t } from "../words.ts";
import { useDesk } from "./desk.ts";
import type { Calling } from "./signs.ts";

const CALLS: readonly (readonly [Exclude<Calling, "">, IconName])[] = [
  ["hand", "hand"],
  ["help", "help"],
];

const isOpen = signal(false);

export function SignButton() {
  return (
    <button
      type="button"
      class="button button--icon bar__sign"
      aria-haspopup="dialog"
      aria-label={t("Sig noget til facilitator: hånd op, hjælp, færdig")}
      onClick={() => (isOpen.value = true)}
    >
      <Icon name="hand" />
    </button>
  );
}

/** What may be said. The same again takes it back. */
export function SignSheet() {
  const { signs } = useDesk();
  const { ready, call } = signs.said.value;
  if (!isOpen.value || stage.value?.frozen_at !== null) return null;
  const close = () => (isOpen.value = false);
  const choose = (change: () => void) => {
    change();
    close();
  };
  // There is something to be ready with where there is something to do.
  const mayBeReady = stage.value.abilities.length > 0;
  return (
    <Sheet title={t("Til facilitator")} about={t("Kun facilitator ser det. Det står hverken på skærmen eller på de andres telefoner.")} onClose={close}>
      <div class="signs">
        {CALLS.map(([one, icon]) => (
          <button key={one} type="button" class="choice" aria-pressed={call === one} onClick={() => choose(() => signs.call(one))}>
            <Icon name={icon} />
            {one === "hand" ? t("Ræk hånden op") : t("Jeg har brug for hjælp")}
          </button>
        ))}
        {mayBeReady || ready ? (
          <button type="button" class="choice" aria-pressed={ready} onClick={() => choose(() => signs.toggleReady())}>
            <Icon name="check" />
            {t("Jeg er færdig")}
          </button>
        ) : null}
      </div>
    </Sheet>
  );
}

/** What this phone says just now, whether the facilitator can see it, and the way back. */
export function SignState() {
  const { signs } = useDesk();
  const { ready, call } = signs.said.value;
  const seen = signs.seen.value;
  useEffect(() => {
    if (seen > 0) toast(t("Facilitator har set det."));
  }, [seen]);
  return (
    <div class="bar__said" role="status">
      {call ? (
        <Said
          icon={call}
          words={call === "hand" ? t("Du har hånden oppe") : t("Du har bedt om hjælp")}
          undo={call === "hand" ? t("Tag hånden ned") : t("Fortryd")}
          onUndo={() => signs.call(call)}
        />
      ) : null}
      {ready ? <Said icon="check" words={t("Du er færdig")} undo={t("Ikke færdig")} onUndo={() => signs.toggleReady()} /> : null}
    </div>
  );
}

function Said({ icon, words, undo, onUndo }: { icon: IconName; words: string; undo: string; onUndo: () => void }) {
  const { heard } = useDesk().signs;
  return (
    <p class="said">
      <Icon name={icon} />
      <span>
        <b>{words}.</b> <span class="quiet">{heard.value ? t("Facilitator kan se det.") : t("Sendes, når der er forbindelse.")}</span>
      </span>
      <button type="button" class="button" onClick={onUndo}>
        {undo}
      </button>
    </p>
  );
}
