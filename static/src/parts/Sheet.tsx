// A sheet from below, for the phone. Draw it to open it; Escape, a press outside and the back gesture ask to have it closed.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import { t } from "../words.ts";
import { Icon } from "./Icon.tsx";
import { useModal } from "./modal.ts";

export interface SheetProps {
  readonly title: string;
  /** Which card it is about. */
  readonly about?: string | undefined;
  readonly onClose: () => void;
  /** The buttons at the foot. */
  readonly foot?: ComponentChildren;
  /** Content runs to the edges: lists of steps. */
  readonly flush?: boolean | undefined;
  readonly children: ComponentChildren;
}

export function Sheet({ title, about, onClose, foot, flush, children }: SheetProps) {
  const dialog = useModal(onClose, { closesOnBack: true });
  const id = useId();
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby={id}>
      <div class="sheet__grip" aria-hidden="true" />
      <header class="sheet__head">
        <div>
          <h2 class="sheet__title" id={id} tabIndex={-1}>
            {title}
          </h2>
          {about ? <p class="quiet">{about}</p> : null}
        </div>
        <button type="button" class="button button--plain button--icon" aria-label={t("Luk")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class={flush ? "sheet__body sheet__body--flush" : "sheet__body"}>{children}</div>
      {foot ? <footer class="sheet__foot">{foot}</footer> : null}
    </dialog>
  );
}
