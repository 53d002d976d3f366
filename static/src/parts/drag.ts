// Dragging a card to a step with mouse, finger or pen. It lifts a copy of the card, follows the pointer, and says where it was let go;
// it knows no commands and no network. What can be dragged can also be moved with keys and buttons elsewhere.
//
// A step is an element with data-step-id (and data-last-card-id, its last card), a column on it one with data-column-id (and the same),
// a card on it one with data-card-id. What may be dragged needs touch-action: none.

import { type ReadonlySignal, signal } from "@preact/signals";

export interface Drop {
  readonly cardId: string;
  readonly stepId: string;
  /** The column it was put in, empty for none of them; undefined where it was put on the step, in whichever column it has. */
  readonly columnId?: string | undefined;
  /** The card it was put after; null for first on the step, or in the column. */
  readonly afterCardId: string | null;
}

export interface DragHandlers {
  readonly onDrop: (drop: Drop) => void;
  /** Who holds what over which step, for hints to others. Null when nothing is held. */
  readonly onHold?: ((held: { cardId: string; stepId: string | null } | null) => void) | undefined;
}

export interface Drag {
  /** The card that is held, or was let go and waits for the board's answer. */
  readonly cardId: ReadonlySignal<string | null>;
  /** The step it may be dropped on just now. */
  readonly over: ReadonlySignal<string | null>;
  /** And the column, empty for none of them; null where there are none, or it is over the step at large. */
  readonly overColumn: ReadonlySignal<string | null>;
  /** For onPointerDown. `card` is what is lifted: its copy is drawn in the nearest [data-drag-layer], or in the body. */
  start(event: PointerEvent, cardId: string, card: HTMLElement): void;
  /** Where the copy of a dropped card is, once: whoever draws the card at its new place flies it from there. */
  takeLanding(cardId: string): DOMRect | null;
}

// A press that moves less than this is a press, not a drag.
const THRESHOLD = 4; // px
// The board answers within tens of milliseconds; a card that is not moved by then goes back by itself.
const PATIENCE = 1_500; // ms

export function createDrag({ onDrop, onHold }: DragHandlers): Drag {
  const cardId = signal<string | null>(null);
  const over = signal<string | null>(null);
  const overColumn = signal<string | null>(null);
  let copy: HTMLElement | null = null;
  let waiting = 0;
  let stop: (() => void) | null = null;

  function start(down: PointerEvent, id: string, card: HTMLElement): void {
    if (stop || !down.isPrimary || down.button !== 0) return;
    letGo();
    const box = card.getBoundingClientRect();
    const from = { x: down.clientX, y: down.clientY };
    let target: Drop | null = null;

    const onMove = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (!copy) {
        if (Math.hypot(dx, dy) < THRESHOLD) return;
        lift();
      }
      copy!.style.translate = `${box.left + dx}px ${box.top + dy}px`;
      target = targetAt(event.clientX, event.clientY, id);
      overColumn.value = target?.columnId ?? null;
      if (over.peek() !== (target?.stepId ?? null)) {
        over.value = target?.stepId ?? null;
        onHold?.({ cardId: id, stepId: over.peek() });
      }
    };
    const onUp = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      end();
      if (!copy) return;
      if (!target) return giveUp();
      waiting = window.setTimeout(giveUp, PATIENCE);
      onDrop(target);
    };
    const onCancel = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      end();
      giveUp();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !copy) return;
      event.preventDefault();
      event.stopPropagation();
      end();
      giveUp();
    };

    const lift = () => {
      copy = liftCopy(card, box);
      cardId.value = id;
      // On the root, because the card itself may be drawn anew while it is held.
      document.documentElement.setPointerCapture(down.pointerId);
      document.documentElement.dataset.dragging = "";
      onHold?.({ cardId: id, stepId: null });
    };
    const end = () => {
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", onCancel);
      removeEventListener("keydown", onKey, true);
      delete document.documentElement.dataset.dragging;
      stop = null;
      over.value = null;
      overColumn.value = null;
      if (copy) onHold?.(null);
    };
    const giveUp = () => {
      const returning = copy;
      copy = null;
      cardId.value = null;
      if (returning) sendBack(returning, box);
    };

    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onUp);
    addEventListener("pointercancel", onCancel);
    addEventListener("keydown", onKey, true);
    stop = end;
  }

  // A card that still waits for an answer is put down when the next one is taken up.
  function letGo(): void {
    window.clearTimeout(waiting);
    copy?.remove();
    copy = null;
    cardId.value = null;
  }

  function takeLanding(id: string): DOMRect | null {
    if (stop || !copy || cardId.peek() !== id) return null;
    const box = copy.getBoundingClientRect();
    letGo();
    return box;
  }

  return { cardId, over, overColumn, start, takeLanding };
}

function liftCopy(card: HTMLElement, box: DOMRect): HTMLElement {
  const copy = document.createElement("div");
  // On the staircase a card's look comes with the place it lies in.
  copy.className = card.closest(".spot") ? "lifted spot" : "lifted";
  copy.setAttribute("aria-hidden", "true");
  copy.inert = true;
  const face = card.cloneNode(true) as HTMLElement;
  face.classList.add("card--lifted");
  face.removeAttribute("tabindex");
  copy.append(face);
  copy.style.inlineSize = `${box.width}px`;
  copy.style.minBlockSize = `${box.height}px`; // its own padding may need a line more than the row had
  copy.style.translate = `${box.left}px ${box.top}px`;
  (card.closest("[data-drag-layer]") ?? document.body).append(copy);
  return copy;
}

function sendBack(copy: HTMLElement, to: DOMRect): void {
  const style = getComputedStyle(copy);
  const back = copy.animate([{ translate: style.translate }, { translate: `${to.left}px ${to.top}px` }], {
    duration: parseFloat(style.getPropertyValue("--settle")) || 0,
    easing: "ease-out",
  });
  back.finished.then(
    () => copy.remove(),
    () => copy.remove(),
  );
}

function targetAt(x: number, y: number, cardId: string): Drop | null {
  const under = document.elementFromPoint(x, y);
  const step = under?.closest<HTMLElement>("[data-step-id]");
  if (!under || !step) return null;
  const stepId = step.dataset.stepId!;
  const lane = under.closest<HTMLElement>("[data-column-id]");
  const columnId = lane?.dataset.columnId;

  const card = under.closest<HTMLElement>("[data-card-id]");
  if (card?.dataset.cardId === cardId) return null;
  if (!card) {
    const last = (lane ?? step).dataset.lastCardId ?? null;
    // Over free ground where it is the last card already: nothing to do.
    return last === cardId ? null : { cardId, stepId, columnId, afterCardId: last };
  }
  const box = card.getBoundingClientRect();
  const isBehind = (x - box.left) / box.width + (y - box.top) / box.height > 1;
  const after = isBehind ? card : before(card, cardId);
  return { cardId, stepId, columnId, afterCardId: after?.dataset.cardId ?? null };
}

function before(card: HTMLElement, dragged: string): HTMLElement | null {
  const previous = card.previousElementSibling as HTMLElement | null;
  return previous?.dataset.cardId === dragged ? (previous.previousElementSibling as HTMLElement | null) : previous;
}
