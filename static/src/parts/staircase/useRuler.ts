// A ruler for the font of the page, ready when the font is. A layout that was measured with another font breaks lines wrongly.

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Ruler } from "../layout/ruler.ts";

const WEIGHTS = [400, 500, 650];

/** Null until the font has come; a new one when further parts of it arrive later. */
export function useRuler(root: RefObject<HTMLElement | null>): Ruler | null {
  const [ruler, setRuler] = useState<Ruler | null>(null);
  useEffect(() => {
    let gone = false;
    const family = getComputedStyle(root.current!).fontFamily;
    const renew = () => {
      if (!gone) setRuler(new Ruler(canvasMeasure(family)));
    };
    // The letters ask for the file that holds Danish; without a text only what the page has drawn so far would be fetched.
    const asked = WEIGHTS.map((weight) => document.fonts.load(`${weight} 16px ${family}`, "Aæøå"));
    // A font that cannot be fetched leaves the system's, and that can be measured too.
    void Promise.allSettled(asked).then(renew);
    document.fonts.addEventListener("loadingdone", renew);
    return () => {
      gone = true;
      document.fonts.removeEventListener("loadingdone", renew);
    };
  }, []);
  return ruler;
}

function canvasMeasure(family: string) {
  const context = document.createElement("canvas").getContext("2d")!;
  // As the staircase itself is set (components/step.css): widths then grow exactly with the size.
  context.textRendering = "geometricPrecision";
  return (text: string, fontPx: number, weight: number) => {
    context.font = `${weight} ${fontPx}px ${family}`;
    return context.measureText(text).width;
  };
}
