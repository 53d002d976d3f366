// The overall picture: what the wall shows while the room reflects, and the same numbers here.

import { setOverview } from "../commands.ts";
import { GroupsTable, Spreads } from "../parts/Overview.tsx";
import type { SetOverview } from "../protocol.ts";
import { cards, overview, session } from "../state.ts";
import { t } from "../words.ts";
import { Asking } from "./asking.ts";
import { proposals, useProposals } from "./Candidates.tsx";
import { act, isFrozen, kept } from "./desk.ts";
import { Choice, Field, FieldError } from "./Field.tsx";

const MOST = 8;

/** null: as it stands on the board. */
const draft = kept<string | null>("target-groups", null);
const asking = new Asking<SetOverview>("target-groups", "overview", () => (draft.value = null));

export function OverviewPanel() {
  const { shown, target_groups, by_support } = overview.value!;
  return (
    <div class="stack overview">
      {isFrozen.value ? null : (
        <div class="two">
          <div class="stack">
            <Choice
              legend={t("Hvad viser skærmen under refleksionen?")}
              value={shown}
              options={[
                ["stairs", t("Trappen")],
                ["spread", t("Fordeling")],
                ["groups", t("Målgruppe × trin")],
              ]}
              onChoose={(next) => void act("panel", setOverview({ shown: next }))}
            />
            {shown === "groups" && target_groups.length === 0 ? <p class="small">{t("Skærmen viser trappen, til I har valgt målgrupper.")}</p> : null}
            <label class="check">
              <input type="checkbox" checked={by_support} onChange={(event) => void act("panel", setOverview({ by_support: event.currentTarget.checked }))} />
              {t("Mest støttede først på skærmen")}
            </label>
          </div>
          <GroupsForm groups={target_groups} />
        </div>
      )}
      <h3>{t("Målgruppe × trin")}</h3>
      {target_groups.length ? (
        <GroupsTable session={session.value!} cards={cards.value} groups={target_groups} />
      ) : (
        <p class="empty">{t("Vælg de målgrupper, som I vil se efter. Så tælles de på hvert trin, og det tomme bliver synligt.")}</p>
      )}
      <h3>{t("Fordeling")}</h3>
      <Spreads session={session.value!} cards={cards.value} />
    </div>
  );
}

function GroupsForm({ groups }: { groups: readonly string[] }) {
  useProposals();
  const text = draft.value ?? groups.join("\n");
  const rows = text.split("\n").map((row) => row.trim()).filter(Boolean);
  const refusal = asking.refusal.value;
  const isTooMany = rows.length > MOST;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!asking.saving && !isTooMany) void asking.ask(setOverview({ target_groups: rows }));
  };
  const words = (proposals.value?.target_groups ?? []).filter((word) => !rows.some((row) => row.toLowerCase().includes(word)));
  return (
    <form class="stack" onSubmit={submit}>
      <Field
        label={t("Målgrupper, der tælles")}
        hint={t("Én på hver linje, højst otte. Ord, der betyder det samme, skrives med komma: skilsmisse, skilt")}
        rows={4}
        value={text}
        error={isTooMany ? t("Der er plads til otte. Tag nogle væk.") : refusal?.field === "target_groups" ? refusal.sentence : undefined}
        onInput={(next) => (draft.value = next)}
      />
      {refusal && refusal.field !== "target_groups" ? <FieldError sentence={refusal.sentence} /> : null}
      {words.length ? (
        <div class="overview__words" role="group" aria-label={t("Ord, der står på flere kort")}>
          {words.map((word) => (
            <button key={word} type="button" class="button button--small" onClick={() => (draft.value = [...rows, word].join("\n"))}>
              + {word}
            </button>
          ))}
        </div>
      ) : null}
      <div class="form__foot">
        <button class="button button--main" aria-disabled={asking.saving || isTooMany}>
          {asking.saving ? t("Gemmer …") : t("Tæl dem")}
        </button>
      </div>
    </form>
  );
}
