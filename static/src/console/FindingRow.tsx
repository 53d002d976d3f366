// A finding in the console's list: what it says, what it is about, how many support it, and what can be done with it.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";

import { mergeFindings, removeFinding } from "../commands.ts";
import { findingName } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { FindingThing } from "../protocol.ts";
import { allCards, findings, stepIndex, supportOf } from "../state.ts";
import { t, tn } from "../words.ts";
import { act, editFinding, isFrozen } from "./desk.ts";
import { Select } from "./Field.tsx";
import { comparisonWords } from "./findings.ts";

/** The finding that is about to take over another one. */
const merging = signal<string | null>(null);

export function FindingRow({ finding }: { finding: FindingThing }) {
  const { finding_id, number, form, text, card_ids } = finding;
  const names = card_ids.map((cardId) => allCards.value.find((card) => card.card_id === cardId)?.name).filter(Boolean);
  const support = supportOf(finding_id);
  const isMerging = merging.value === finding_id;
  return (
    <li class="finding" data-key={`finding:${finding_id}`}>
      <div class="finding__line">
        <div>
          <p>
            <span class="mark">
              <Icon name={form} />
              {number}
            </span>{" "}
            <b>{findingName(form)}</b> <span class="quiet">{placeWords(finding)}</span>
            {support ? <span class="finding__support">{tn(support, "1 støtter", "{n} støtter")}</span> : null}
          </p>
          <p>{text}</p>
          {names.length ? <p class="small quiet">{names.join(" · ")}</p> : null}
          {comparisonWords(finding.comparison).map((words) => (
            <p key={words} class="small">
              {words}
            </p>
          ))}
        </div>
        {isFrozen.value ? null : (
          <div class="row__doings">
            <button type="button" class="button button--plain button--small" data-part="edit" aria-label={t("Ret “{name}”", { name: text })} onClick={() => editFinding(finding_id)}>
              {t("Ret")}
            </button>
            {findings.value.length > 1 ? (
              <button
                type="button"
                class="button button--plain button--small"
                data-part="merge"
                aria-expanded={isMerging}
                aria-label={t("Læg sammen: {name}", { name: text })}
                onClick={() => (merging.value = isMerging ? null : finding_id)}
              >
                {t("Læg sammen")}
              </button>
            ) : null}
            <button
              type="button"
              class="button button--plain button--small"
              data-part="remove"
              aria-label={t("Fjern “{name}”", { name: text })}
              onClick={() => void act("panel", removeFinding(finding_id))}
            >
              {t("Fjern")}
            </button>
          </div>
        )}
      </div>
      {isMerging && !isFrozen.value ? <Merge finding={finding} /> : null}
    </li>
  );
}

function Merge({ finding }: { finding: FindingThing }) {
  const [gone, setGone] = useState("");
  const others = findings.value.filter((other) => other.finding_id !== finding.finding_id);
  const merge = async (event: Event) => {
    event.preventDefault();
    const answer = gone ? await act("panel", mergeFindings(finding.finding_id, gone)) : null;
    if (answer?.kind === "stored") merging.value = null;
  };
  return (
    <form class="finding__merge" onSubmit={(event) => void merge(event)}>
      <Select
        label={t("Hvad skal ind under nr. {number}?", { number: finding.number })}
        value={gone}
        options={[["", t("Vælg her")], ...others.map((other) => [other.finding_id, `${other.number} ${other.text}`] as const)]}
        onChoose={setGone}
      />
      <div class="form__foot">
        <button class="button" aria-disabled={!gone}>
          {t("Læg sammen")}
        </button>
        <p class="small quiet">{t("Ord, kort og støtte fra begge bliver samlet. Det kan fortrydes.")}</p>
      </div>
    </form>
  );
}

function placeWords({ step_id, target_group }: FindingThing): string {
  const step = stepIndex(step_id) + 1;
  return [step ? t("på trin {n}", { n: step }) : "", target_group ? t("til {group}", { group: target_group }) : ""].filter(Boolean).join(", ");
}
