// Reflection: what the room sees on the staircase, by number or by how many support it.

import { findings, supportOf } from "../state.ts";
import { t } from "../words.ts";
import { Candidates } from "./Candidates.tsx";
import { isFrozen, kept } from "./desk.ts";
import { FindingForm } from "./FindingForm.tsx";
import { FindingRow } from "./FindingRow.tsx";

const bySupport = kept("findings-by-support", false);

export function FindingsPanel() {
  const byNumber = [...findings.value].sort((a, b) => a.number - b.number);
  const sorted = bySupport.value ? byNumber.sort((a, b) => supportOf(b.finding_id) - supportOf(a.finding_id)) : byNumber;
  return (
    <div class="two">
      {isFrozen.value ? null : <FindingForm />}
      <div>
        {isFrozen.value ? null : <Candidates />}
        {sorted.length === 0 ? <p class="empty">{t("Intet noteret endnu. Skriv det første, som I får øje på sammen.")}</p> : null}
        {sorted.length > 1 ? (
          <label class="check small">
            <input type="checkbox" checked={bySupport.value} onChange={(event) => (bySupport.value = event.currentTarget.checked)} />
            {t("Mest støttede først")}
          </label>
        ) : null}
        <ul class="rowlist findings" data-keys tabIndex={-1}>
          {sorted.map((finding) => (
            <FindingRow key={finding.finding_id} finding={finding} />
          ))}
        </ul>
      </div>
    </div>
  );
}
