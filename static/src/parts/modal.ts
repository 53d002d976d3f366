// What sheets and dialogs share: they are <dialog> elements shown modally, so that the browser keeps the focus inside and makes the
// page behind inert.

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Opens the dialog when it is drawn. `onClose` is called for Escape, for a press outside, and for the back gesture. The focus goes to
 * what is marked autofocus, or to the title, and back to where it was when the dialog is gone.
 */
export function useModal(onClose: () => void, { closesOnBack = false } = {}): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const asked = () => close.current();
    const onCancel = (event: Event) => {
      // Whoever drew it decides that it goes; a dialog that closed itself would be drawn and yet not there.
      event.preventDefault();
      asked();
    };
    const onPress = (event: MouseEvent) => {
      if (event.target === element && isOutside(element, event)) asked();
    };
    element.addEventListener("cancel", onCancel);
    element.addEventListener("click", onPress);
    const opener = document.activeElement;
    element.showModal();
    (element.querySelector<HTMLElement>("[autofocus]") ?? titleOf(element))?.focus();
    const leave = closesOnBack ? holdBack(asked) : undefined;
    return () => {
      leave?.();
      element.removeEventListener("cancel", onCancel);
      element.removeEventListener("click", onPress);
      element.close();
      // The browser would do so itself, had the dialog not been taken out of the page before it was closed.
      if (opener instanceof HTMLElement && !document.activeElement?.closest("dialog")) opener.focus();
    };
  }, []);

  return dialog;
}

function titleOf(dialog: HTMLElement): HTMLElement | null {
  return document.getElementById(dialog.getAttribute("aria-labelledby") ?? "");
}

// The backdrop belongs to the dialog, so a press on it is a press on the dialog, outside its box.
function isOutside(element: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const box = element.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

const held: (() => void)[] = [];
let entryIsOurs = false;

// One entry in the history for all open sheets together. history.back() takes effect later: without the wait, a sheet that
// opens as another closes would lose its own entry and close at once.
function holdBack(close: () => void): () => void {
  if (held.length === 0) window.addEventListener("popstate", onBack);
  held.push(close);
  if (!entryIsOurs) {
    history.pushState(history.state, "");
    entryIsOurs = true;
  }
  return () => {
    held.splice(held.indexOf(close), 1);
    setTimeout(() => {
      if (held.length > 0) return;
      window.removeEventListener("popstate", onBack);
      if (entryIsOurs) history.back();
      entryIsOurs = false;
    });
  };
}

function onBack(): void {
  entryIsOurs = false;
  held.at(-1)?.();
}
