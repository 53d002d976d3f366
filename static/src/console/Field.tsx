// A field of a form: label, hint, what is written, and under it what was wrong with it.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { t } from "../words.ts";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Nothing marks what is required but the refusal; what may be left out says so. */
  readonly optional?: boolean | undefined;
  /** More than one makes it a text area. */
  readonly rows?: number | undefined;
  readonly type?: "text" | "date" | "number" | undefined;
  readonly disabled?: boolean | undefined;
  readonly inputRef?: ((element: HTMLInputElement | HTMLTextAreaElement | null) => void) | undefined;
  /** Words to choose from, by the id of a datalist. */
  readonly list?: string | undefined;
}

export function Field({ label, value, onInput, hint, error, optional, rows = 1, type = "text", disabled, inputRef, list }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const shared = {
    id,
    class: "input",
    value,
    disabled: disabled === true,
    ref: inputRef ?? null,
    "aria-invalid": error ? (true as const) : undefined,
    "aria-describedby": described,
  };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label} {optional ? <span class="quiet">{t("(kan stå tomt)")}</span> : null}
      </label>
      {hint ? (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {rows > 1 ? (
        <textarea {...shared} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input {...shared} type={type} list={list} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {error ? <FieldError id={`${id}-error`} sentence={error} /> : null}
    </div>
  );
}

export function FieldError({ id, sentence }: { id?: string; sentence: string }) {
  return (
    <p class="field__error" id={id} role="alert">
      <Icon name="alert" />
      <span>{sentence}</span>
    </p>
  );
}

interface ChoiceProps<V extends string> {
  readonly legend: string;
  readonly value: V;
  readonly options: readonly (readonly [V, string, ComponentChildren?])[];
  readonly onChoose: (value: V) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** One of a few, as tiles. */
export function Choice<V extends string>({ legend, value, options, onChoose, error, disabled }: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset class="field" disabled={disabled}>
      <legend class="field__label">{legend}</legend>
      <div class="choices">
        {options.map(([key, words, glyph]) => (
          <label key={key} class="choice">
            <input type="radio" name={name} checked={key === value} onChange={() => onChoose(key)} />
            {glyph}
            <span>{words}</span>
          </label>
        ))}
      </div>
      {error ? <FieldError sentence={error} /> : null}
    </fieldset>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** One of many, as a list. */
export function Select({ label, value, options, onChoose, error, disabled }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <select id={id} class="input" value={value} disabled={disabled} aria-invalid={error ? true : undefined} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
      {error ? <FieldError sentence={error} /> : null}
    </div>
  );
}
