// What the workshop is for, and its limits.

import { t } from "../words.ts";
import type { Refusal } from "./CardFields.tsx";
import { Choice, Field } from "./Field.tsx";
import type { Plan } from "./plan.ts";

interface PlanFactsProps {
  readonly plan: Plan;
  readonly change: (more: Partial<Plan>) => void;
  readonly refusal: Refusal | null;
}

type Text = "title" | "municipality" | "date" | "purpose" | "expected_outcome" | "end_product";

export function PlanFacts({ plan, change, refusal }: PlanFactsProps) {
  const text = (field: Text) => ({
    value: plan[field],
    error: refusal?.field === field ? refusal.sentence : undefined,
    onInput: (value: string) => change({ [field]: value }),
  });
  return (
    <div class="stack">
      <Field label={t("Hvad hedder workshoppen?")} {...text("title")} />
      <div class="pair">
        <Field label={t("Kommune")} optional {...text("municipality")} />
        <Field label={t("Dato")} type="date" {...text("date")} />
      </div>
      <Field label={t("Formål")} hint={t("Står på skærmen, når I byder velkommen.")} optional rows={3} {...text("purpose")} />
      <Field label={t("Forventet udbytte")} optional rows={3} {...text("expected_outcome")} />
      <Field label={t("Besluttet slutprodukt")} optional rows={3} {...text("end_product")} />
      <Choice
        legend={t("Afgrænsning")}
        value={plan.scope}
        options={[
          ["broad", t("Bred: på tværs af almen- og specialområdet")],
          ["narrow", t("Snæver: ét fagområde eller én målgruppe")],
        ]}
        onChoose={(scope) => change({ scope })}
      />
      <Choice
        legend={t("Lovgrundlag")}
        value={plan.law}
        options={[
          ["barnets_lov", t("Barnets lov (fra 2024)")],
          ["serviceloven", t("Serviceloven (før 2024)")],
        ]}
        onChoose={(law) => change({ law })}
      />
      <label class="check">
        <input type="checkbox" checked={plan.consultative} onChange={(event) => change({ consultative: event.currentTarget.checked })} />
        <span>{t("Konsultative tilbud til fagpersoner er med")}</span>
      </label>
      <label class="check">
        <input type="checkbox" checked={plan.names_in_mapping} onChange={(event) => change({ names_in_mapping: event.currentTarget.checked })} />
        <span>{t("Deltagernes navne skal stå i kortlægningen")}</span>
      </label>
      <label class="check">
        <input type="checkbox" checked={plan.names_shown} onChange={(event) => change({ names_shown: event.currentTarget.checked })} />
        <span>{t("Facilitator kan se deltagernes navne under workshoppen")}</span>
      </label>
    </div>
  );
}
