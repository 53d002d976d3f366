// The keys, and the choice to have none that are letters (WCAG 2.1.4): they get in the way of those who speak to their computer.

import { Dialog } from "../parts/Dialog.tsx";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { open } from "./desk.ts";
import { lettersAct, setLettersAct } from "./letters.ts";

export function KeysDialog() {
  const most = session.value!.steps.length;
  const keys: readonly (readonly [string, string])[] = [
    [t("Piletaster"), t("gå fra kort til kort")],
    [most > 9 ? t("1-9, 0 og to tal i rap") : t("1-{most}", { most }), most > 9 ? t("flyt kortet til trinnet; 0 er trin 10, og 1 2 er trin 12") : t("flyt kortet til trinnet")],
    ...(session.value!.columns.length ? ([[t("Skift + ← →"), t("flyt kortet til kolonnen ved siden af")]] as const) : []),
    [t("Enter"), t("åbn kortet")],
    [t("Mellemrum"), t("under præsentation: vis kortet, eller det næste, på skærmen")],
    [t("Page Down og Page Up"), t("under præsentation: næste og forrige kort, også med en klikker")],
    ["F", t("find et kort")],
    ["N", t("skriv et kort for et bord eller en deltager")],
    [t("Z, eller Ctrl + Z (på Mac ⌘ Z)"), t("fortryd")],
    [t("Skift + Z, eller Ctrl + Skift + Z"), t("gentag")],
    ["?", t("vis tasterne")],
    ["Esc", t("luk, eller slip et kort, du trækker")],
  ];
  return (
    <Dialog title={t("Genvejstaster")} onClose={() => (open.value = null)}>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={lettersAct.value} onChange={(event) => setLettersAct(event.currentTarget.checked)} />
        <span>{t("Brug bogstaver som genveje (F, N, Z, ?)")}</span>
      </label>
    </Dialog>
  );
}
