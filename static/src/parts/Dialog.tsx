// A question or a form in the middle of the page. Draw it to open it.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import { t } from "../words.ts";
import { Icon } from "./Icon.tsx";
import { useModal } from "./modal.ts";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Buttons, the main one last. */
  readonly foot?: ComponentChildren;
  readonly wide?: boolean | undefined;
  readonly children?: ComponentChildren;
}

export function Dialog({ title, onClose, foot, wide, children }: DialogProps) {
  const dialog = useModal(onClose);
  const id = useId();
  return (
    <dialog class={wide ? "dialog dialog--wide" : "dialog"} ref={dialog} aria-labelledby={id}>
      <header class="dialog__head">
        <h2 class="dialog__title" id={id} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" class="button button--plain button--icon dialog__close" aria-label={t("Luk")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
      {foot ? <footer class="dialog__foot">{foot}</footer> : null}
    </dialog>
  );
}

export interface ConfirmProps {
  readonly title: string;
  /** What happens, to whom: "Alle skærme skifter." */
  readonly consequence?: ComponentChildren;
  /** Verb and object: "Gå til refleksion". */
  readonly action: string;
  readonly danger?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once. For what changes other people's screens; what can be undone is not asked about. */
export function Confirm({ title, consequence, action, danger, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("Nej, bliv her")}
          </button>
          <button type="button" class={danger ? "button button--danger" : "button button--main"} onClick={onConfirm}>
            {action}
          </button>
        </>
      }
    >
      {consequence ? <p>{consequence}</p> : null}
    </Dialog>
  );
}
