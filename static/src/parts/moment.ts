// Whether a moment has come by the server's clock. Looked at again and again: the timers of a phone that slept come late, and its
// own clock may be put right meanwhile.

import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

const LOOK = 1_000; // ms between two looks

/** Says at once, and again until it has come, whether `at` (ms, server time) has come; gives back what ends that. */
export function watchMoment(at: number | null, serverOffset: number, say: (hasCome: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const left = at === null ? null : at - serverOffset - Date.now();
    if (left !== null && left > 0) timer = setTimeout(look, Math.min(left, LOOK));
    say(left !== null && left <= 0);
  };
  look();
  return () => clearTimeout(timer);
}

/** Whether this moment has come; never for null. */
export function useHasCome(at: number | null, serverOffset: ReadonlySignal<number>): boolean {
  const [hasCome, setHasCome] = useState(false);
  useEffect(() => watchMoment(at, serverOffset.value, setHasCome), [at, serverOffset.value]);
  return hasCome;
}
