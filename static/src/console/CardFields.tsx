// The fields of an offer card (tilbudsskema), for writing one on behalf of a table and for putting one right.

import { useEffect, useId, useRef } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { reachName } from "../parts/Card.tsx";
import type { AccessRoute, CardThing, Offer, OfferChanges, Reach } from "../protocol.ts";
import { cards, session } from "../state.ts";
import { t } from "../words.ts";
import { Choice, Field, Select } from "./Field.tsx";

export type Writing = Required<Offer>;

export const BLANK: Writing = {
  name: "",
  target_group: "",
  reach: "",
  area_id: "",
  organisational_unit: "",
  description: "",
  age_span: "",
  group_size: "",
  duration: "",
  access_route: "",
  legal_basis: "",
  contact: "",
  consultative: false,
  public: false,
};

const KEYS = Object.keys(BLANK) as (keyof Writing)[];

export function writingOf(card: CardThing): Writing {
  return Object.fromEntries(KEYS.map((key) => [key, card[key]])) as unknown as Writing;
}

/** Only what differs, so that two people can put right one card. */
export function changesOf(before: Writing, after: Writing): OfferChanges {
  return Object.fromEntries(KEYS.filter((key) => after[key] !== before[key]).map((key) => [key, after[key]]));
}

/** What was refused, and which field it is about; "" where it is about none. */
export interface Refusal {
  readonly field: string;
  readonly sentence: string;
}

interface CardFieldsProps {
  readonly writing: Writing;
  readonly onWrite: (change: Partial<Writing>) => void;
  readonly refusal: Refusal | null;
  readonly disabled?: boolean;
  /** Gets the field of the name, to start the next card there. */
  readonly nameRef?: (element: HTMLInputElement | HTMLTextAreaElement | null) => void;
  readonly withArea?: boolean;
}

export function CardFields({ writing, onWrite, refusal, disabled, nameRef, withArea = true }: CardFieldsProps) {
  const error = (field: keyof Writing) => (refusal?.field === field ? refusal.sentence : undefined);
  const text = (field: Exclude<keyof Writing, "consultative" | "public">) => ({
    value: writing[field],
    error: error(field),
    disabled,
    onInput: (value: string) => onWrite({ [field]: value }),
  });
  const aboutPublic = useId();
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) showFault(fields.current!);
  }, [refusal]);
  return (
    <div class="card-fields" ref={fields}>
      <Field label={t("Hvad hedder tilbuddet?")} rows={2} inputRef={nameRef} {...text("name")} />
      {withArea ? <AreaField writing={writing} onWrite={onWrite} error={error("area_id")} disabled={disabled} /> : null}
      <Field label={t("Målgruppe")} optional list="target-groups" {...text("target_group")} />
      <Known id="target-groups" field="target_group" />
      <Choice<Reach>
        legend={t("Tilbuddet er til")}
        value={writing.reach}
        error={error("reach")}
        disabled={disabled}
        options={[
          ["alle", reachName("alle"), <Icon name="alle" />],
          ["gruppe", reachName("gruppe"), <Icon name="gruppe" />],
          ["et_barn", reachName("et_barn"), <Icon name="et_barn" />],
          ["individuelt", reachName("individuelt"), <Icon name="individuelt" />],
          ["", t("Ikke oplyst")],
        ]}
        onChoose={(reach) => onWrite({ reach })}
      />
      <Field label={t("Hvor hører det til?")} hint={t("Fx Familiehuset")} optional list="units" {...text("organisational_unit")} />
      <Known id="units" field="organisational_unit" />
      <details class="fold">
        <summary>{t("Beskrivelse, alder, adgang og mere")}</summary>
        <div class="card-fields">
          <Field label={t("Beskrivelse")} optional rows={4} {...text("description")} />
          <div class="pair">
            <Field label={t("Alder")} optional {...text("age_span")} />
            <Field label={t("Hvor mange ad gangen?")} optional {...text("group_size")} />
          </div>
          <Field label={t("Varighed")} optional {...text("duration")} />
          <Select
            label={t("Hvordan får man tilbuddet?")}
            value={writing.access_route}
            error={error("access_route")}
            disabled={disabled}
            options={accessRoutes()}
            onChoose={(route) => onWrite({ access_route: route as AccessRoute })}
          />
          <Field label={t("Lovgrundlag")} optional {...text("legal_basis")} />
          <Field label={t("Kontakt")} optional {...text("contact")} />
          <label class="check">
            <input type="checkbox" checked={writing.consultative} disabled={disabled} onChange={(event) => onWrite({ consultative: event.currentTarget.checked })} />
            <span>{t("Konsultativt: for fagpersoner")}</span>
          </label>
        </div>
      </details>
      <div>
        <label class="check">
          <input
            type="checkbox"
            checked={writing.public}
            disabled={disabled}
            aria-describedby={aboutPublic}
            onChange={(event) => onWrite({ public: event.currentTarget.checked })}
          />
          <span>{t("Må vises for borgere")}</span>
        </label>
        <p class="field__hint" id={aboutPublic}>
          {t("Så står navn, indhold, målgruppe, varighed, adgang og kontakt i kataloget til borgere.")}
        </p>
      </div>
    </div>
  );
}

/** To the field at fault, also where it is folded away. */
function showFault(fields: HTMLElement): void {
  const faulty = fields.querySelector<HTMLElement>("[aria-invalid]");
  faulty?.closest("details")?.setAttribute("open", "");
  faulty?.focus();
}

interface AreaFieldProps {
  readonly writing: Pick<Writing, "area_id">;
  readonly onWrite: (change: Partial<Writing>) => void;
  readonly error: string | undefined;
  readonly disabled?: boolean | undefined;
}

export function AreaField({ writing, onWrite, error, disabled }: AreaFieldProps) {
  const areas = session.value!.areas.map((area) => [area.area_id, area.name] as const);
  return (
    <Select
      label={t("Fagområde")}
      value={writing.area_id}
      error={error}
      disabled={disabled}
      options={writing.area_id ? areas : [["", t("Vælg fagområde")], ...areas]}
      onChoose={(area_id) => onWrite({ area_id })}
    />
  );
}

/** What others have written in this field already. */
export function Known({ id, field }: { id: string; field: "organisational_unit" | "target_group" }) {
  const known = [...new Set(cards.value.map((card) => card[field]).filter(Boolean))].sort();
  return (
    <datalist id={id}>
      {known.map((words) => (
        <option key={words} value={words} />
      ))}
    </datalist>
  );
}

export function accessRoutes(): readonly (readonly [AccessRoute, string])[] {
  return [
    ["", t("Ikke oplyst")],
    ["self_referral", t("Man henvender sig selv")],
    ["referral", t("Man bliver henvist")],
    ["allocation", t("Man bliver visiteret")],
  ];
}
