// Target groups that stand on cards already, offered while one is written. Only from cards that this phone may read.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { cards, own } from "../state.ts";
import { t } from "../words.ts";

const MOST = 3; // more would be a list to read instead of a word to press

interface Props {
  readonly cardId: string;
  readonly typed: string;
  readonly onChoose: (text: string) => void;
  readonly children: ComponentChildren;
}

export function Suggestions({ cardId, typed, onChoose, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const found = isOpen && typed.trim() ? suggest(typed, cardId) : [];
  return (
    <div
      onFocusIn={() => setOpen(true)}
      onFocusOut={(event) => setOpen(event.currentTarget.contains(event.relatedTarget as Node | null))}
    >
      {children}
      {found.length > 0 ? (
        <ul class="suggestions" aria-label={t("Målgrupper fra andre kort")}>
          {found.map((text) => (
            <li key={text}>
              {/* The press must not take the focus first: the list would be gone before the finger is up. */}
              <button
                type="button"
                class="suggestion"
                onPointerDown={(event) => event.preventDefault()}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(text)}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function suggest(typed: string, cardId: string): string[] {
  const sought = typed.trim().toLocaleLowerCase("da");
  const others = [...own.value, ...cards.value].filter((card) => card.card_id !== cardId && card.target_group);
  const counted = new Map<string, number>();
  for (const { target_group: text } of others) counted.set(text, (counted.get(text) ?? 0) + 1);
  return [...counted]
    .filter(([text]) => text.toLocaleLowerCase("da").includes(sought) && text !== typed.trim())
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([text]) => text);
}
