// How one gets in.

import type { AccessRoute } from "../protocol.ts";
import { t } from "../words.ts";

/** Empty where it was not chosen. */
export function accessName(route: AccessRoute): string {
  switch (route) {
    case "":
      return "";
    case "self_referral":
      return t("Selvhenvendelse");
    case "referral":
      return t("Henvisning");
    case "allocation":
      return t("Visitation");
  }
}
