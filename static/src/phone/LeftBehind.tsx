// Drafts that can no longer be put forward. They stay on the phone, and their words can be taken along.

import { useRef, useState } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { stage } from "../state.ts";
import { t, tn } from "../words.ts";
import { TOO_LATE, useDesk } from "./desk.ts";
import type { Fields } from "./fields.ts";
import { factsOf } from "./labels.ts";

export function LeftBehind() {
  const desk = useDesk();
  const cards = [...desk.drafts.value.values()].map(({ card_id, fields, refused }) => ({
    id: card_id,
    words: wordsOf(fields),
    why: reasonOf(refused),
  }));
  const notes = [...desk.notes.value.values()].map(({ finding_id, text, refused }) => ({
    id: finding_id,
    words: text,
    why: reasonOf(refused),
  }));
  const left = [...cards, ...notes];
  if (left.length === 0) return null;
  return (
    <section class="page__part">
      <h2 class="page__heading">{tn(left.length, "1 tekst blev ikke lagt frem", "{n} tekster blev ikke lagt frem")}</h2>
      <p class="quiet">
        {stage.value?.frozen_at == null
          ? t("Det ligger kun på din telefon. Giv teksten til facilitator, hvis den skal med.")
          : t("Kortlægningen blev afsluttet, før det kom med. Det er gemt på din telefon. Åbner facilitator kortlægningen igen, kan du lægge det frem; ellers kan du give teksten videre.")}
      </p>
      {left.map(({ id, words, why }) => (
        <Left key={id} words={words} why={why} />
      ))}
    </section>
  );
}

/** Nothing where it is only that the mapping was closed: that is said above, of all of them. */
function reasonOf(refused: { readonly code: string; readonly sentence: string } | null): string | undefined {
  return refused?.code === TOO_LATE ? undefined : refused?.sentence;
}

function wordsOf(fields: Fields): string {
  return [fields.name, ...factsOf(fields).map(({ label, text }) => `${label}: ${text}`)].join("\n");
}

function Left({ words, why }: { words: string; why: string | undefined }) {
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLPreElement>(null);
  return (
    <div class="left">
      <pre class="left__words" ref={shown}>
        {words}
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
      await navigator.clipboard.writeText(words);
      setCopied(true);
    } catch {
      // Plain http has no clipboard: mark the words, so that a long press copies them.
      getSelection()?.selectAllChildren(shown.current!);
    }
  }
}
