// What the staircase is, before anything hangs on it.

import { Icon } from "../parts/Icon.tsx";
import { axisText } from "../parts/layout.ts";
import type { SessionThing } from "../protocol.ts";
import { t } from "../words.ts";
import { Stairs } from "./Stairs.tsx";

export function Introduction({ session }: { session: SessionThing }) {
  return (
    <main class="introduction">
      <h1 class="visually-hidden">{t("Indsatstrappen")}</h1>
      <Stairs steps={session.steps.map(({ step_id, name, description }) => ({ stepId: step_id, name, note: description }))} />
      <p class="introduction__axis quiet">
        <Icon name="axis" /> {axisText()}
      </p>
    </main>
  );
}
