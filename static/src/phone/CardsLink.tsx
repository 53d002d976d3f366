// The way to the cards from pages that are about something else.

import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";
import { useDesk } from "./desk.ts";
import { mine } from "./keeping.ts";
import { go } from "./pages.ts";

/** Nothing while there are no cards and none may be written. */
export function CardsLink() {
  const desk = useDesk();
  const count = mine(desk).length;
  if (count === 0 && !desk.may("write")) return null;
  return (
    <button type="button" class="button button--wide" onClick={() => go({ name: "cards" })}>
      <Icon name="pen" />
      {desk.may("write") ? t("Mine kort og nyt kort") : t("Mine kort")}
      {count > 0 ? <b class="number">{count}</b> : null}
    </button>
  );
}

/** Back to where one came from, by name. */
export function WayBack({ to, onBack }: { to: string; onBack: () => void }) {
  return (
    <nav class="wayback">
      <button type="button" class="button button--plain" onClick={onBack}>
        <Icon name="back" />
        {to}
      </button>
    </nav>
  );
}
