// The staircase as a list on the phone: the top step first, each one further in than the one beneath.

import type { ComponentChildren } from "preact";

import type { Step } from "../protocol.ts";
import { session } from "../state.ts";

/** `children` draws one step; `index` counts from the foot. */
export function Stairs({ children }: { children: (step: Step, index: number) => ComponentChildren }) {
  const steps = session.value?.steps ?? [];
  // 22 px where there is room; on a narrow phone, or with many steps, the indents together take a third of the width.
  const run = `calc(var(--stair-share, 1) * min(22px, ${36 / (steps.length - 1)}vw, ${172 / (steps.length - 1)}px))`;
  return (
    <ol class="stairlist" reversed style={{ "--stair-run": run }}>
      {steps
        .map((step, index) => (
          <li key={step.step_id} class="stairlist__step" style={{ "--stair-in": index, "--tint": tintOf(index, steps.length) }}>
            {children(step, index)}
          </li>
        ))
        .reverse()}
    </ol>
  );
}

// There are six tints; they are spread over however many steps there are.
function tintOf(index: number, count: number): string {
  return `var(--step-${1 + Math.round((index * 5) / Math.max(1, count - 1))})`;
}
