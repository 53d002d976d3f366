// Who comes in by the code.

import { useState } from "preact/hooks";

import type { Door } from "../door.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { t } from "../words.ts";
import { open } from "./desk.ts";
import { door, moveDoor } from "./door.ts";
import { Trouble } from "./Trouble.tsx";

const KINDS: readonly Door["kind"][] = ["code", "approve"];

export function DoorDialog() {
  const [kind, setKind] = useState(door.value.kind);
  const close = () => (open.value = null);
  const save = async () => {
    if (await moveDoor({ do: "choose", kind })) close();
  };
  return (
    <Dialog
      title={t("Hvem kan komme ind?")}
      onClose={close}
      foot={
        <>
          <button type="button" class="button" onClick={close}>
            {t("Annullér")}
          </button>
          <button type="button" class="button button--main" onClick={() => void save()}>
            {t("Gem")}
          </button>
        </>
      }
    >
      <fieldset class="field">
        <legend class="visually-hidden">{t("Hvem kan komme ind?")}</legend>
        <div class="choices door__kinds">
          {KINDS.map((one) => (
            <label key={one} class="choice">
              <input type="radio" name="door" checked={kind === one} onChange={() => setKind(one)} />
              <span>
                {kindWords(one)}
                <span class="door__about small">{aboutKind(one)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p class="small quiet">{t("De, der er inde, bliver inde, uanset hvad du vælger.")}</p>
      <Trouble place="door" />
    </Dialog>
  );
}

export function kindWords(kind: Door["kind"]): string {
  switch (kind) {
    case "code":
      return t("Alle med koden kommer ind");
    case "approve":
      return t("Du lukker hver enkelt ind");
  }
}

function aboutKind(kind: Door["kind"]): string {
  switch (kind) {
    case "code":
      return t("Det går hurtigst og passer til de fleste workshopper.");
    case "approve":
      return t("De skriver deres navn og venter, til du har set, hvem de er.");
  }
}
