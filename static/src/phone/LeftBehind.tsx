// Drafts that can no longer be put forward. They stay on the phone, and their words can be taken along.

import { useRef, useState } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { t, tn } from "../words.ts";
import { useDesk } from "./desk.ts";
import type { Fields } from "./fields.ts";
import { factsOf } from "./labels.ts";

export function LeftBehind() {
  const drafts = [...useDesk().drafts.value.values()];
  if (drafts.length === 0) return null;
  return (
    <section class="page__part">
      <h2 class="page__heading">
        {tn(drafts.length, "1 kort blev ikke lagt frem", "{n} kort blev ikke lagt frem")}
      </h2>
      <p class="quiet">{t("De ligger kun på din telefon. Giv teksten til facilitator, hvis kortet skal med.")}</p>
      {drafts.map((draft) => (
        <Words key={draft.card_id} fields={draft.fields} why={draft.refused?.sentence} />
      ))}
    </section>
  );
}

function Words({ fields, why }: { fields: Fields; why: string | undefined }) {
  const [copied, setCopied] = useState(false);
  const words = useRef<HTMLPreElement>(null);
  const text = [fields.name, ...factsOf(fields).map(([label, said]) => `${label}: ${said}`)].join("\n");
  return (
    <div class="left">
      <pre class="left__words" ref={words}>
        {text}
      </pre>
      {why ? <p class="small quiet">{why}</p> : null}
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "pen"} />
        {copied ? t("Kopieret") : t("Kopiér teksten")}
      </button>
    </div>
  );

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Plain http has no clipboard: mark the words, so that a long press copies them.
      getSelection()?.selectAllChildren(words.current!);
    }
  }
}
