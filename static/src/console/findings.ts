// What is said of a finding in words.

import type { Comparison } from "../protocol.ts";
import { t } from "../words.ts";

export function relationName(relation: Comparison["relation"]): string {
  switch (relation) {
    case "complementary":
      return t("De supplerer hinanden");
    case "overlapping":
      return t("De overlapper");
    case "":
      return t("Ikke vurderet");
  }
}

/** The handbook's questions, as far as they are answered. */
export function comparisonWords({ form, method, intensity, relation }: Comparison): string[] {
  return [
    relation && relationName(relation),
    form && t("Form: {answer}", { answer: form }),
    method && t("Metode: {answer}", { answer: method }),
    intensity && t("Intensitet og specialisering: {answer}", { answer: intensity }),
  ].filter(Boolean);
}
