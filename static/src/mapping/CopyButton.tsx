// Copies a text and says so. Plain http has no clipboard: then the text is shown, marked, to be copied by hand.

import { useState } from "preact/hooks";

import { t } from "../words.ts";

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
}

export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<"" | "copied" | "by hand">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState("copied");
    } catch {
      setState("by hand");
    }
  };
  return (
    <>
      <span class="copied small" role="status">
        {state === "copied" ? t("Kopieret") : null}
      </span>
      {state === "by hand" ? (
        <input class="input copied__text" readOnly value={text()} aria-label={label} autoFocus onFocus={(event) => event.currentTarget.select()} />
      ) : (
        <button type="button" class="button button--small" onClick={copy}>
          {label}
        </button>
      )}
    </>
  );
}
