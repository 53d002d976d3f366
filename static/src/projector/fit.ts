// Nothing scrolls on the wall: what is too much for its place is set smaller, and what is too much even then is counted.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * Sets `--fit` on the element to the first of `sizes` at which its content fits, and `data-fit` to that size's place in the list,
 * after every drawing and whenever its own size changes. The element must be bounded from outside.
 */
export function useFit<E extends HTMLElement>(sizes: readonly number[]): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    if (ref.current) fit(ref.current, sizes);
  });
  useResize(ref, (element) => fit(element, sizes));
  return ref;
}

/**
 * As `useFit`, for an element that holds `count` rows marked `data-row`; also how many of them there is room for. With fewer
 * than all, whoever draws them adds one line that counts the rest.
 */
export function useFittingRows<E extends HTMLElement>(count: number, sizes: readonly number[]): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [height, setHeight] = useState(0);
  const [found, setFound] = useState({ count, height, room: count });
  // More or fewer rows, or another height: try with all of them before any is left out.
  const room = found.count === count && found.height === height ? found.room : count;
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || fit(element, sizes) || room === 0) return;
    // The line that counts the rest needs the place of a row.
    const rows = rowsThatFit(element) - (room === count ? 1 : 0);
    setFound({ count, height, room: Math.max(0, Math.min(room - 1, rows)) });
  });
  useResize(ref, (element) => setHeight(element.clientHeight));
  return [ref, room];
}

// After each drawing: an element that is drawn only now and then is another one each time.
function useResize<E extends HTMLElement>(ref: RefObject<E | null>, onResize: (element: E) => void): void {
  const watched = useRef<{ readonly element: E; readonly stop: () => void } | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === (watched.current?.element ?? null)) return;
    watched.current?.stop();
    watched.current = element && { element, stop: watch(element, () => onResize(element)) };
  });
  useEffect(() => () => watched.current?.stop(), []);
}

function watch(element: HTMLElement, changed: () => void): () => void {
  const observer = new ResizeObserver(changed);
  observer.observe(element);
  // Measured in another font, a text may seem to fit.
  document.fonts.addEventListener("loadingdone", changed);
  return () => {
    observer.disconnect();
    document.fonts.removeEventListener("loadingdone", changed);
  };
}

function fit(element: HTMLElement, sizes: readonly number[]): boolean {
  for (const [place, size] of sizes.entries()) {
    element.style.setProperty("--fit", String(size));
    element.dataset.fit = String(place);
    if (fits(element)) return true;
  }
  return false;
}

// A pixel of grace: heights are rounded up where lines have fractions.
function fits({ scrollHeight, clientHeight, scrollWidth, clientWidth }: HTMLElement): boolean {
  return scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1;
}

function rowsThatFit(element: HTMLElement): number {
  const bottom = element.getBoundingClientRect().top + element.clientHeight + 1;
  return [...element.querySelectorAll("[data-row]")].filter((row) => row.getBoundingClientRect().bottom <= bottom).length;
}
