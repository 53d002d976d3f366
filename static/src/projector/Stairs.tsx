// The staircase as a plain picture: equal steps, and on each what is said about it. The wall of cards is parts/Staircase.tsx.

import type { ComponentChildren } from "preact";

import { t } from "../words.ts";
import { useFit } from "./fit.ts";

export interface StairsStep {
  readonly stepId: string;
  readonly name: string;
  readonly note?: ComponentChildren;
}

const SIZES = [1, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.54, 0.48];

/** Step by step, lowest first; the highest is drawn on top. */
export function Stairs({ steps }: { steps: readonly StairsStep[] }) {
  const ref = useFit<HTMLOListElement>(SIZES);
  return (
    <ol class="stairs" ref={ref}>
      {steps.map(({ stepId, name, note }, i) => (
        <li key={stepId} class="stairs__step" style={stepStyle(i, steps.length)}>
          <b class="stairs__number number">{i + 1}</b>
          <div>
            <h2 class="stairs__name">{name}</h2>
            {note ? <p class="stairs__note">{note}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface MiniStairsProps {
  readonly steps: readonly { readonly stepId: string; readonly name: string }[];
  /** From 0; -1 where the card stands on no step yet. */
  readonly main: number;
  readonly others: readonly number[];
  /** What the picture says, for those who do not see it. */
  readonly label: string;
}

/** Where one card stands: its step lit and named, its further steps marked. */
export function MiniStairs({ steps, main, others, label }: MiniStairsProps) {
  return (
    <div class="mini" role="img" aria-label={label}>
      {steps.map(({ stepId, name }, i) => (
        <div key={stepId} class={miniClass(i, main, others)} style={stepStyle(i, steps.length)}>
          {i === main || others.includes(i) ? (
            <>
              <b>{i + 1}</b> <span>{i === main ? name : t("også her")}</span>
            </>
          ) : null}
        </div>
      ))}
    </div>
  );
}

function miniClass(i: number, main: number, others: readonly number[]): string {
  if (i === main) return "mini__step mini__step--here";
  return others.includes(i) ? "mini__step mini__step--also" : "mini__step";
}

// The six tints are spread over any number of steps.
function stepStyle(i: number, count: number): Record<string, string> {
  const tint = Math.round((i / Math.max(1, count - 1)) * 5) + 1;
  return { "--step": String(i), "--last-step": String(count - 1), "--tint": `var(--step-${tint})` };
}
