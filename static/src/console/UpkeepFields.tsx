// The end product: what it is, for whom, where it is found, and when it is looked through next.

import type { Upkeep } from "../protocol.ts";
import { accessName, formName, rhythmName } from "../parts/upkeep.ts";
import { day, t } from "../words.ts";
import type { Refusal } from "./CardFields.tsx";
import { Choice, Field, Select } from "./Field.tsx";
import { nextDate } from "./nextDate.ts";

const FORMS = ["overview", "catalogue", "both", "other"] as const satisfies readonly Upkeep["form"][];
const ACCESS = ["internal", "public", "both"] as const satisfies readonly Upkeep["access"][];
const RHYTHMS = ["half_yearly", "yearly", "two_yearly"] as const satisfies readonly Upkeep["rhythm"][];

interface UpkeepFieldsProps {
  readonly upkeep: Upkeep;
  /** The day of the workshop, from which the next date follows. */
  readonly date: string;
  readonly change: (more: Partial<Upkeep>) => void;
  readonly refusal: Refusal | null;
}

type Text = "recipients" | "channel" | "owner" | "rhythm_words" | "next_date";

export function UpkeepFields({ upkeep, date, change, refusal }: UpkeepFieldsProps) {
  const text = (field: Text) => ({
    value: upkeep[field],
    error: refusal?.field === field ? refusal.sentence : undefined,
    onInput: (value: string) => change({ [field]: value }),
  });
  const proposed = nextDate(date, upkeep.rhythm);
  const chooseRhythm = (rhythm: Upkeep["rhythm"]) => {
    // A date that was proposed follows the rhythm; one that somebody chose stays.
    const follows = upkeep.next_date === "" || upkeep.next_date === proposed;
    change({ rhythm, ...(follows ? { next_date: nextDate(date, rhythm) } : {}) });
  };
  return (
    <>
      <Choice legend={t("Hvilken form får det?")} value={upkeep.form} options={FORMS.map((form) => [form, formName(form)] as const)} onChoose={(form) => change({ form })} />
      <Field label={t("Hvem er det til?")} {...text("recipients")} />
      <Choice legend={t("Hvem må se det?")} value={upkeep.access} options={ACCESS.map((access) => [access, accessName(access)] as const)} onChoose={(access) => change({ access })} />
      <div class="pair">
        <Field label={t("Hvor kan det findes?")} {...text("channel")} />
        <Field label={t("Hvem er tovholder?")} {...text("owner")} />
      </div>
      <div class="pair">
        <Select
          label={t("Hvor tit skal det opdateres?")}
          value={upkeep.rhythm}
          options={[["", t("Ikke besluttet")], ...RHYTHMS.map((rhythm) => [rhythm, rhythmName({ rhythm, rhythm_words: "" })] as const), ["other", t("Noget andet")]]}
          onChoose={(rhythm) => chooseRhythm(rhythm as Upkeep["rhythm"])}
        />
        <Field
          label={t("Næste gang")}
          type="date"
          hint={proposed && proposed !== upkeep.next_date ? t("Foreslået: {date}.", { date: day(proposed) }) : undefined}
          {...text("next_date")}
        />
      </div>
      {upkeep.rhythm === "other" ? <Field label={t("Hvor tit?")} {...text("rhythm_words")} /> : null}
    </>
  );
}
