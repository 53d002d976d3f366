// The plan's lists, each row with its fields and its place in the order; and the areas, which are such a list.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

import { newId } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Area } from "../protocol.ts";
import { t } from "../words.ts";
import type { Plan } from "./plan.ts";

interface PartProps {
  readonly plan: Plan;
  readonly change: (more: Partial<Plan>) => void;
}

export function PlanAreas({ plan, change }: PartProps) {
  return (
    <Rows<Area>
      rows={plan.areas}
      idOf={(area) => area.area_id}
      nameOf={(area) => area.name}
      hint={t("Bogstaverne står på kortene. De er to til fire, og ingen to fagområder har de samme.")}
      add={t("Tilføj et fagområde")}
      blank={() => ({ area_id: newId(), name: "", tag: "" })}
      onChange={(areas) => change({ areas })}
    >
      {(area, set) => (
        <>
          <Input label={t("Navn")} value={area.name} onInput={(name) => set({ ...area, name })} />
          <Input label={t("Bogstaver")} value={area.tag} short onInput={(tag) => set({ ...area, tag: tag.toLocaleUpperCase("da") })} />
        </>
      )}
    </Rows>
  );
}

interface RowsProps<T> {
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly nameOf: (row: T) => string;
  readonly hint: string;
  readonly onChange: (rows: readonly T[]) => void;
  /** What the button says that makes a new row; without it the rows are those that there are. */
  readonly add?: string;
  readonly blank?: () => T;
  /** So many must remain. */
  readonly least?: number;
  /** No more can be added. */
  readonly most?: number;
  readonly children: (row: T, set: (row: T) => void) => ComponentChildren;
}

export function Rows<T>({ rows, idOf, nameOf, hint, onChange, add, blank, least = 0, most = Infinity, children }: RowsProps<T>) {
  const list = useRef<HTMLOListElement>(null);
  const set = (at: number, row: T) => onChange(rows.map((old, i) => (i === at ? row : old)));
  const swap = (at: number, to: number) => {
    const next = [...rows];
    [next[at], next[to]] = [next[to]!, next[at]!];
    onChange(next);
  };
  // The pressed button goes with its row: the work goes on with the row that comes in its place.
  const remove = (at: number) => {
    onChange(rows.filter((_, i) => i !== at));
    requestAnimationFrame(() => {
      const left = list.current?.children[Math.min(at, rows.length - 2)] ?? list.current?.parentElement;
      left?.querySelector<HTMLElement>("input, button")?.focus();
    });
  };
  const append = (row: T) => {
    onChange([...rows, row]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  return (
    <div class="stack">
      <p class="small quiet">{hint}</p>
      <ol class="planrows" ref={list}>
        {rows.map((row, at) => {
          const name = nameOf(row);
          return (
            <li key={idOf(row)} class="planrow">
              <span class="planrow__number number quiet">{at + 1}</span>
              {children(row, (next) => set(at, next))}
              <span class="planrow__doings">
                <button type="button" class="button button--small button--icon planrow__up" aria-label={t("Flyt “{name}” op på listen", { name })} aria-disabled={at === 0} onClick={() => at > 0 && swap(at, at - 1)}>
                  <Icon name="down" />
                </button>
                <button
                  type="button"
                  class="button button--small button--icon"
                  aria-label={t("Flyt “{name}” ned på listen", { name })}
                  aria-disabled={at === rows.length - 1}
                  onClick={() => at < rows.length - 1 && swap(at, at + 1)}
                >
                  <Icon name="down" />
                </button>
                {add ? (
                  <button type="button" class="button button--small button--icon" aria-label={t("Fjern “{name}”", { name })} aria-disabled={rows.length <= least} onClick={() => rows.length > least && remove(at)}>
                    <Icon name="close" />
                  </button>
                ) : null}
              </span>
            </li>
          );
        })}
      </ol>
      {add && blank ? (
        <button type="button" class="button" aria-disabled={rows.length >= most} onClick={() => rows.length < most && append(blank())}>
          <Icon name="plus" />
          {add}
        </button>
      ) : null}
    </div>
  );
}

interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly short?: boolean;
  readonly type?: "text" | "number";
}

const TEXT = { type: "text" } as const;
const MINUTES = { type: "number", min: 0, max: 600 } as const;

export function Input({ label, value, onInput, short, type = "text" }: InputProps) {
  return (
    <label class={short ? "planrow__field planrow__field--short" : "planrow__field"}>
      <span class="field__label">{label}</span>
      <input class="input input--small" {...(type === "number" ? MINUTES : TEXT)} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}
