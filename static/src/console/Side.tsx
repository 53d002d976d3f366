// The right of the console: what the room sees, how one gets in, who has come, and what just happened.

import { t } from "../words.ts";
import { Log } from "./Log.tsx";
import { People } from "./People.tsx";
import { Screen } from "./Screen.tsx";

export function Side() {
  return (
    <aside class="side" aria-label={t("Rummet")}>
      <Screen />
      <People />
      <Log />
    </aside>
  );
}
