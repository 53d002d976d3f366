// Who sits together: tables of several areas, and areas that are spread over several tables.

import { newId } from "../commands.ts";
import { Tag } from "../parts/Tag.tsx";
import { t } from "../words.ts";
import type { Plan } from "./plan.ts";
import { Input, Rows } from "./PlanLists.tsx";

type Table = Plan["tables"][number];

export function PlanTables({ plan, change }: { readonly plan: Plan; readonly change: (more: Partial<Plan>) => void }) {
  return (
    <Rows<Table>
      rows={plan.tables}
      idOf={(table) => table.table_id}
      nameOf={(table) => table.name}
      hint={t(
        "Uden borde her sidder hvert fagområde for sig. Et bord kan samle flere fagområder, og et fagområde kan deles på flere borde. Mens der skrives, ser man kun kortene fra sit eget bord.",
      )}
      add={t("Tilføj et bord")}
      blank={() => ({ table_id: newId(), name: t("Bord {n}", { n: plan.tables.length + 1 }), area_ids: [] })}
      onChange={(tables) => change({ tables })}
    >
      {(table, set) => (
        <>
          <Input label={t("Navn")} value={table.name} onInput={(name) => set({ ...table, name })} />
          <fieldset class="planrow__areas">
            <legend class="field__label">{t("Her sidder")}</legend>
            <div class="planrow__choices">
              {plan.areas.map((area) => {
                const sits = table.area_ids?.includes(area.area_id) ?? false;
                return (
                  <button
                    key={area.area_id}
                    type="button"
                    class="choice choice--small"
                    aria-pressed={sits}
                    aria-label={`${area.tag}, ${area.name}`}
                    title={area.name}
                    onClick={() => set({ ...table, area_ids: inOrder(plan, table.area_ids ?? [], area.area_id, !sits) })}
                  >
                    <Tag tag={area.tag} />
                  </button>
                );
              })}
            </div>
            <p class="small quiet">{namesAt(plan, table) || t("Vælg mindst ét fagområde.")}</p>
          </fieldset>
        </>
      )}
    </Rows>
  );
}

function inOrder({ areas }: Plan, chosen: readonly string[], areaId: string, sits: boolean): string[] {
  return areas.map(({ area_id }) => area_id).filter((id) => (id === areaId ? sits : chosen.includes(id)));
}

function namesAt({ areas }: Plan, { area_ids }: Table): string {
  return areas.filter(({ area_id }) => area_ids?.includes(area_id)).map(({ name }) => name).join(", ");
}
