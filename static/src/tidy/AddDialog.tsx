// An offer that was forgotten on the day: what it is called, where it belongs, who told of it, and why it comes now.

import { useState } from "preact/hooks";

import { addForgotten, newId } from "../commands.ts";
import { AreaField, BLANK, type Refusal } from "../console/CardFields.tsx";
import { ask } from "../console/desk.ts";
import { Field, FieldError, Select } from "../console/Field.tsx";
import { announce } from "../parts/Announcer.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { close, faultOf, picked } from "./tidying.ts";

export function AddDialog() {
  const [written, setWritten] = useState({ name: "", area_id: "", stepId: "", source: "", why: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const set = (more: Partial<typeof written>) => setWritten({ ...written, ...more });
  const error = (field: string) => (refusal?.field === field ? refusal.sentence : undefined);
  const save = async () => {
    const { name, area_id, stepId, source, why } = written;
    for (const field of ["name", "source", "why"] as const) {
      const sentence = faultOf(written[field], field === "name");
      if (sentence) return setRefusal({ field, sentence });
    }
    if (area_id === "") return setRefusal({ field: "area_id", sentence: t("Vælg fagområde") });
    const cardId = newId();
    const answer = await ask(addForgotten(cardId, { ...BLANK, name, area_id }, stepId || null, source, why));
    if (answer.kind === "refused") return setRefusal(answer);
    announce(t("“{name}” er tilføjet", { name }));
    picked.value = cardId;
    close();
  };
  const fields = ["name", "area_id", "source", "why"];
  return (
    <Dialog
      title={t("Tilføj et glemt tilbud")}
      onClose={close}
      foot={
        <>
          {refusal && !fields.includes(refusal.field) ? <FieldError sentence={refusal.sentence} /> : null}
          <button type="button" class="button" onClick={close}>
            {t("Annullér")}
          </button>
          <button type="button" class="button button--main" onClick={() => void save()}>
            {t("Tilføj")}
          </button>
        </>
      }
    >
      <div class="card-fields">
        <Field label={t("Hvad hedder tilbuddet?")} rows={2} value={written.name} error={error("name")} onInput={(name) => set({ name })} />
        <AreaField writing={written} onWrite={({ area_id = "" }) => set({ area_id })} error={error("area_id")} />
        <Select
          label={t("Trin")}
          value={written.stepId}
          options={[["", t("Ikke placeret")], ...session.value!.steps.map((step, index) => [step.step_id, `${index + 1} ${step.name}`] as const)]}
          onChoose={(stepId) => set({ stepId })}
        />
        <Field
          label={t("Hvem fortalte om det?")}
          optional
          hint={t("Et område, en enhed eller en rolle, fx “Sundhedsplejen, leder”. Skriv ikke navne på personer. Svaret kommer til at stå i kortlægningen.")}
          value={written.source}
          error={error("source")}
          onInput={(source) => set({ source })}
        />
        <Field label={t("Hvorfor kommer det med nu?")} optional rows={2} hint={t("Fx “Ingen fra klubberne var med på dagen”.")} value={written.why} error={error("why")} onInput={(why) => set({ why })} />
      </div>
    </Dialog>
  );
}
