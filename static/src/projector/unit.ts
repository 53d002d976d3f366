import { signal } from "@preact/signals";

/** One wall unit in px. The style sheet decides how large it is (16 of them are 1rem); the staircase counts in it. */
export const unit = signal(measured());

addEventListener("resize", () => (unit.value = measured()));

function measured(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
