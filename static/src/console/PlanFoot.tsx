// The foot of a form on the plan: what was refused, whether changes are to be left behind, and saving them.

import { t } from "../words.ts";
import { FieldError } from "./Field.tsx";
import type { PlanEditing } from "./planEditing.ts";

interface PlanFootProps {
  readonly editing: PlanEditing;
  readonly save: () => void;
  /** "Gem planen" */
  readonly label: string;
  /** A field tells it itself. */
  readonly isToldAbove?: boolean | undefined;
}

export function PlanFoot({ editing: { refusal, isDirty, isSaving, leaving, discard }, save, label, isToldAbove }: PlanFootProps) {
  return (
    <>
      {refusal && !isToldAbove ? <FieldError sentence={refusal.sentence} /> : null}
      {leaving ? (
        <p class="dialog__ask" role="alert">
          {t("Du har rettet planen uden at gemme.")}
        </p>
      ) : null}
      {isDirty ? (
        <>
          <button type="button" class="button" onClick={discard}>
            {t("Kassér rettelserne")}
          </button>
          <button type="button" class="button button--main" aria-disabled={isSaving} onClick={() => isSaving || save()}>
            {isSaving ? t("Gemmer …") : label}
          </button>
        </>
      ) : (
        <button type="button" class="button" onClick={discard}>
          {t("Luk")}
        </button>
      )}
    </>
  );
}
