// Who comes in by the code.

import { useState } from "preact/hooks";

import type { Door } from "../door.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { t } from "../words.ts";
import { open } from "./desk.ts";
import { door, moveDoor } from "./door.ts";
import { Trouble } from "./Trouble.tsx";

const KINDS: readonly Door["kind"][] = ["code", "word", "approve"];

export function DoorDialog() {
  const [kind, setKind] = useState(door.value.kind);
  // They are drawn anew whenever the door is asked for.
  const [proposed] = useState(door.value.proposed);
  const [next, setNext] = useState(1);
  const [word, setWord] = useState(door.value.word || (proposed[0] ?? ""));
  const close = () => (open.value = null);
  const save = async () => {
    if (await moveDoor({ do: "choose", kind, word })) close();
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
      {kind === "word" ? (
        <div class="field door__word">
          <label class="field__label" for="door-word">
            {t("Ordet, du siger højt")}
          </label>
          <input class="input" id="door-word" value={word} maxLength={40} autoComplete="off" spellcheck={false} onInput={(event) => setWord(event.currentTarget.value)} />
          <button
            type="button"
            class="button"
            onClick={() => {
              setWord(proposed[next % proposed.length] ?? "");
              setNext(next + 1);
            }}
          >
            {t("Foreslå et andet")}
          </button>
        </div>
      ) : null}
      <p class="small quiet">{t("De, der er inde, bliver inde, uanset hvad du vælger.")}</p>
      <Trouble place="door" />
    </Dialog>
  );
}

export function kindWords(kind: Door["kind"]): string {
  switch (kind) {
    case "code":
      return t("Alle med koden kommer ind");
    case "word":
      return t("Koden og et ord, du siger højt");
    case "approve":
      return t("Du lukker hver enkelt ind");
  }
}

function aboutKind(kind: Door["kind"]): string {
  switch (kind) {
    case "code":
      return t("Det går hurtigst og passer til de fleste workshopper.");
    case "word":
      return t("Så nytter det ikke at have set koden på et billede. Ordet står ikke på skærmen.");
    case "approve":
      return t("De skriver deres navn og venter, til du har set, hvem de er.");
  }
}
