// What may be said about an offer beyond the four questions of the form, folded away until somebody wants it.

import { useState } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { type Fields, limits, type TextField, type Troubles } from "./fields.ts";
import { placeWords, ROUTES, routeWords, textLabel } from "./labels.ts";
import { StepSheet } from "./StepSheet.tsx";
import { TextInput } from "./TextInput.tsx";

const BEFORE_ACCESS = ["age_span", "group_size", "duration"] as const satisfies readonly TextField[];
const AFTER_ACCESS = ["legal_basis", "contact", "description"] as const satisfies readonly TextField[];

interface Props {
  readonly fields: Fields;
  readonly troubles: Troubles;
  /** A card that is stored is moved, not edited, to another step. */
  readonly isNew: boolean;
  readonly onWrite: (patch: Partial<Fields>) => void;
}

export function MoreFields(props: Props) {
  const { fields, troubles } = props;
  const [isOpen, setOpen] = useState(() => hasMore(fields));
  // A field that is wrong must be seen.
  const open = isOpen || [...BEFORE_ACCESS, ...AFTER_ACCESS].some((field) => troubles[field]);
  return (
    <>
      <button type="button" class="button button--plain form__fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "down" : "plus"} />
        {t("Trin, adgang, alder og mere")}
      </button>
      {open ? <Inside {...props} /> : null}
    </>
  );
}

function Inside({ fields, troubles, isNew, onWrite }: Props) {
  const text = (field: TextField) => (
    <TextInput
      key={field}
      label={textLabel(field)}
      value={fields[field]}
      limit={limits[field]}
      trouble={troubles[field]}
      prose={field === "description"}
      rows={field === "description" ? 3 : 1}
      optional
      onWrite={(value) => onWrite({ [field]: value })}
    />
  );
  return (
    <>
      {isNew ? <StepField fields={fields} onWrite={onWrite} /> : null}
      {BEFORE_ACCESS.map(text)}
      <fieldset class="field">
        <legend class="field__label">
          {t("Hvordan får man tilbuddet?")} <span class="quiet">{t("(kan stå tomt)")}</span>
        </legend>
        <div class="choices">
          {ROUTES.map((route) => (
            <button
              key={route}
              type="button"
              class="choice"
              aria-pressed={fields.access_route === route}
              onClick={() => onWrite({ access_route: fields.access_route === route ? "" : route })}
            >
              {routeWords(route)}
            </button>
          ))}
        </div>
      </fieldset>
      {AFTER_ACCESS.map(text)}
      {session.value?.consultative || fields.consultative ? (
        <label class="check">
          <input
            type="checkbox"
            checked={fields.consultative}
            onChange={(event) => onWrite({ consultative: event.currentTarget.checked })}
          />
          {t("Tilbuddet er rådgivning af fagpersoner")}
        </label>
      ) : null}
    </>
  );
}

function StepField({ fields, onWrite }: Pick<Props, "fields" | "onWrite">) {
  const [isOpen, setOpen] = useState(false);
  const { step_id } = fields;
  const name = session.value?.steps.find((step) => step.step_id === step_id)?.name;
  return (
    <div class="field">
      <span class="field__label">
        {t("Trin på trappen")} <span class="quiet">{t("(kan stå tomt)")}</span>
      </span>
      <button type="button" class="input form__step" onClick={() => setOpen(true)}>
        {step_id === null ? t("Vælg trin") : placeWords(fields)}
        {name ? <span class="quiet"> · {name}</span> : null}
      </button>
      {isOpen ? (
        <StepSheet
          title={t("Vælg trin")}
          about={fields.name}
          place={fields}
          verb="choose"
          onChoose={(place) => {
            onWrite(place);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

function hasMore(fields: Fields): boolean {
  return (
    [...BEFORE_ACCESS, ...AFTER_ACCESS].some((field) => fields[field] !== "") ||
    fields.step_id !== null ||
    fields.access_route !== "" ||
    fields.consultative
  );
}
