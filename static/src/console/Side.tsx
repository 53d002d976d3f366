// The right of the console: what the room sees, how one gets in, who has come, and what just happened.

import { t } from "../words.ts";
import { Calls } from "./Calls.tsx";
import { Log } from "./Log.tsx";
import { People } from "./People.tsx";
import { Screen } from "./Screen.tsx";
import { Waiting } from "./Waiting.tsx";

export function Side() {
  return (
    <aside class="side" aria-label={t("Rummet")}>
      <Waiting />
      <Calls />
      <Screen />
      <People />
      <Log />
    </aside>
  );
}
