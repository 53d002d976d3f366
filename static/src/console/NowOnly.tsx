// Whether a later version leaves out what stood in the one before it.

import { t } from "../words.ts";

export function NowOnly({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {t("Skriv ikke, hvad der stod før")}
        <br />
        <span class="small quiet">{t("Fx hvis et navn på en person er taget ud. Versionen siger stadig, hvad der er ændret, og hvad der står nu.")}</span>
      </span>
    </label>
  );
}
