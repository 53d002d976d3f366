// Where a text is just now, in glyph and word. "Gemt" and green stand here only for what the server has stored.

import { t, time } from "../words.ts";
import { Icon, type IconName } from "./Icon.tsx";

export type Keeping =
  | { readonly kind: "draft" }
  | { readonly kind: "sending" }
  | { readonly kind: "waiting" }
  /** `at`: when the server stored it, ms since 1970. */
  | { readonly kind: "stored"; readonly at: number | null }
  /** `why`: what was wrong and what to do, as a sentence. */
  | { readonly kind: "failed"; readonly why: string };

const ICONS: Record<Keeping["kind"], IconName> = { draft: "pen", sending: "send", waiting: "clock", stored: "check", failed: "alert" };

export function StateLine({ keeping }: { keeping: Keeping }) {
  const mood = keeping.kind === "stored" || keeping.kind === "failed" ? ` state--${keeping.kind}` : "";
  return (
    <span class={`state${mood}`}>
      <Icon name={ICONS[keeping.kind]} />
      <span>{wording(keeping)}</span>
    </span>
  );
}

function wording(keeping: Keeping): string {
  switch (keeping.kind) {
    case "draft":
      return t("Kladde. Ligger kun på din telefon");
    case "sending":
      return t("Sender …");
    case "waiting":
      return t("Ligger på din telefon. Sendes, når du er på igen");
    case "stored":
      return keeping.at === null ? t("Gemt") : t("Gemt kl. {time}", { time: time(keeping.at) });
    case "failed":
      return t("Kunne ikke gemmes: {why}", { why: keeping.why });
  }
}
