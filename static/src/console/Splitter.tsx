// The edge between the board and the work under it: dragged, or moved with the arrow keys. Who places wants staircase, who notes wants
// form; each kind of work remembers its own height.

import { useRef } from "preact/hooks";

import { t } from "../words.ts";
import { kept } from "./desk.ts";

export type Kind = "list" | "form";

interface Heights {
  readonly list: number;
  readonly form: number;
}

// In percent of the room that both share.
const USUAL: Heights = { list: 30, form: 42 };
const LEAST = 15;
const MOST = 75;
const STEP = 5;

export const heights = kept<Heights>("heights", USUAL);

export function Splitter({ kind }: { kind: Kind }) {
  const frame = useRef<DOMRect | null>(null);
  const set = (percent: number) => (heights.value = { ...heights.peek(), [kind]: Math.round(Math.min(MOST, Math.max(LEAST, percent))) });

  const onPointerDown = (event: PointerEvent) => {
    const edge = event.currentTarget as HTMLElement;
    frame.current = edge.parentElement!.getBoundingClientRect();
    edge.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (frame.current) set(((frame.current.bottom - event.clientY) / frame.current.height) * 100);
  };
  const letGo = () => {
    frame.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(heights.peek()[kind] + by);
  };
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t("Plads til arbejdet under trappen")}
      aria-valuenow={heights.value[kind]}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onDblClick={() => set(USUAL[kind])}
      onKeyDown={onKeyDown}
    />
  );
}
