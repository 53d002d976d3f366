// One text: label above, what is wrong beneath. Grows with what is written; nothing is ever cut.

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";
import { nearLimit, type Trouble } from "./fields.ts";

export interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly limit: number;
  readonly onWrite: (text: string) => void;
  readonly trouble?: Trouble | undefined;
  readonly rows?: number;
  /** Keeps line breaks; without it Enter goes to the next field. */
  readonly prose?: boolean;
  readonly optional?: boolean;
  readonly example?: string;
  readonly takesFocus?: boolean;
  /** Hints under the field. */
  readonly children?: ComponentChildren;
}

const GROWS_BY_ITSELF = globalThis.CSS?.supports("field-sizing", "content") ?? false;

export function TextInput(props: TextInputProps) {
  const { label, value, limit, onWrite, trouble, rows = 1, prose = false, optional, example, takesFocus, children } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || GROWS_BY_ITSELF) return;
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [value]);

  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
        {optional ? <span class="quiet"> {t("(kan stå tomt)")}</span> : null}
      </label>
      <textarea
        ref={field}
        id={id}
        class={rows > 1 ? "input input--tall" : "input"}
        rows={rows}
        value={value}
        placeholder={example}
        autocomplete="off"
        enterkeyhint={prose ? "enter" : "next"}
        aria-invalid={trouble ? "true" : undefined}
        aria-describedby={`${id}-trouble`}
        onInput={(event) => onWrite(prose ? event.currentTarget.value : oneLine(event.currentTarget.value))}
        onKeyDown={(event) => {
          if (prose || event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          nextField(event.currentTarget)?.focus();
        }}
      />
      <span id={`${id}-trouble`} class="field__said">
        {trouble ? <TroubleLine trouble={trouble} /> : <span class="field__hint">{nearLimit(value, limit)}</span>}
      </span>
      {children}
    </div>
  );
}

export function TroubleLine({ trouble }: { trouble: Trouble }) {
  return (
    <span class="field__error" role={trouble.urgent ? "alert" : undefined}>
      <Icon name="alert" />
      <span>
        <b>{trouble.fact}</b> {trouble.advice}
      </span>
    </span>
  );
}

// Pasted lists keep their words; what is one line on the card is one line here.
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

function nextField(field: HTMLTextAreaElement): HTMLElement | undefined {
  const fields = [...(field.form?.querySelectorAll<HTMLElement>("textarea, input, fieldset button") ?? [])];
  return fields[fields.indexOf(field) + 1];
}
