// Where a text is just now, in glyph and word. "Gemt" and green stand here only for what the server has stored.

import { t, time } from "../words.ts";
import { Icon, type IconName } from "./Icon.tsx";

export type Keeping =
  /** `changes`: the card itself is stored, what was changed since is not. */
  | { readonly kind: "draft"; readonly changes?: boolean }
  | { readonly kind: "sending" }
  /** `why`: what it waits for, as a sentence, when that is not the line. */
  | { readonly kind: "waiting"; readonly why?: string }
  /** `at`: when the server stored it, ms since 1970. */
  | { readonly kind: "stored"; readonly at: number | null }
  /** `why`: what was wrong and what to do, as a sentence. */
  | { readonly kind: "failed"; readonly why: string };

const ICONS: Record<Keeping["kind"], IconName> = { draft: "pen", sending: "send", waiting: "clock", stored: "check", failed: "alert" };

/** `brief` for rows, where the words stand under a name and beside others of their kind. */
export function StateLine({ keeping, brief = false }: { keeping: Keeping; brief?: boolean | undefined }) {
  const mood = keeping.kind === "stored" || keeping.kind === "failed" ? ` state--${keeping.kind}` : "";
  return (
    <span class={`state${mood}`}>
      <Icon name={ICONS[keeping.kind]} />
      <span>{wording(keeping, brief)}</span>
    </span>
  );
}

function wording(keeping: Keeping, brief: boolean): string {
  switch (keeping.kind) {
    case "draft":
      if (keeping.changes) return brief ? t("Rettelser, der ikke er sendt") : t("Rettelserne ligger kun på din telefon");
      return brief ? t("Kladde") : t("Kladde. Ligger kun på din telefon");
    case "sending":
      return t("Sender …");
    case "waiting":
      if (keeping.why) return t("Venter: {why}", { why: inside(keeping.why) });
      return brief ? t("Venter på forbindelse") : t("Ligger på din telefon. Sendes, når du er på igen");
    case "stored":
      return keeping.at === null ? t("Gemt") : t("Gemt kl. {time}", { time: time(keeping.at) });
    case "failed":
      return t("Kunne ikke gemmes: {why}", { why: inside(keeping.why) });
  }
}

// A sentence after a colon begins small.
function inside(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
