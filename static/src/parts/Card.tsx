// The one card, on every screen: tag, name, and after the name what is worth knowing at a glance. It shows values and
// says what was pressed; where it stands and what may be done with it is for whoever draws it.

import { range, t } from "../words.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { Tag } from "./Tag.tsx";
import { Unbroken } from "./Unbroken.tsx";

export type Reach = "" | "alle" | "gruppe" | "et_barn" | "individuelt";
export type FindingForm = "overlap" | "interface" | "gap" | "observation";

export interface Mark {
  readonly form: FindingForm;
  readonly number: number;
}

/** What a card shows, wherever it is drawn. */
export interface CardFace {
  readonly name: string;
  /** The letters of its area. */
  readonly tag: string;
  readonly areaName?: string | undefined;
  readonly targetGroup?: string | undefined;
  readonly reach?: Reach | undefined;
  /** Every step it stands on, counted from 1, its own included; shown only when there are several. */
  readonly steps?: readonly number[] | undefined;
  readonly marks?: readonly Mark[] | undefined;
  /** A known offer of which nobody in the room has said yet that it holds. */
  readonly unconfirmed?: boolean | undefined;
  /** Something that is missing, drawn as the card that is not there. */
  readonly gap?: boolean | undefined;
}

/** How a card is drawn just now. The first words of look.md section 6. */
export type CardState = "new" | "selected" | "pending" | "withdrawn" | "lifted" | "left" | "found" | "away";

export interface CardProps {
  readonly card: CardFace;
  readonly state?: CardState | undefined;
  readonly showReach?: boolean | undefined;
  readonly showTarget?: boolean | undefined;
  /** With this the card is a button. */
  readonly onPick?: ((event: MouseEvent) => void) | undefined;
  readonly onPointerDown?: ((event: PointerEvent) => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly tabIndex?: number | undefined;
}

export function Card(props: CardProps) {
  const { card, state, onPick } = props;
  const classes = ["card", card.gap ? "card--gap" : "", state ? `card--${state}` : ""].filter(Boolean).join(" ");
  const inside = (
    <>
      {card.gap ? <GapTag /> : <Tag tag={card.tag} title={card.areaName} />}
      <span class="card__body">
        <span class="card__name">
          <span class="card__text"><Unbroken text={card.name} /></span>
          <After {...props} />
        </span>
        {props.showTarget && card.targetGroup ? <span class="card__target">{card.targetGroup}</span> : null}
      </span>
    </>
  );
  if (!onPick) return <div class={classes}>{inside}</div>;
  return (
    <button
      type="button"
      class={classes}
      aria-pressed={state === "selected"}
      tabIndex={props.tabIndex}
      onClick={onPick}
      onPointerDown={props.onPointerDown}
      onFocus={props.onFocus}
    >
      {inside}
    </button>
  );
}

function After({ card, state, showReach = true }: CardProps) {
  return (
    <>
      {showReach && card.reach ? (
        <>
          {" "}
          <Icon name={card.reach} label={reachName(card.reach)} />
        </>
      ) : null}
      {card.steps && card.steps.length > 1 ? (
        <>
          {" "}
          <StepRange steps={card.steps} />
        </>
      ) : null}
      {card.marks?.map((mark) => (
        <>
          {" "}
          <MarkPill mark={mark} />
        </>
      ))}
      {card.unconfirmed ? (
        <>
          {" "}
          <AskedPill />
        </>
      ) : null}
      {state === "pending" ? <span class="card__word"> {t("Sender")}</span> : null}
      {state === "withdrawn" ? <span class="card__word"> {t("Trukket tilbage")}</span> : null}
    </>
  );
}

function GapTag() {
  return (
    <span class="tag tag--gap">
      <Icon name="gap" label={t("Mangel")} />
    </span>
  );
}

export function StepRange({ steps }: { steps: readonly number[] }) {
  return (
    <span class="card__steps" role="img" aria-label={t("også på trin {steps}", { steps: steps.join(", ") })}>
      {range(steps)}
    </span>
  );
}

/** A finding's glyph and number; its name is read out. */
export function MarkPill({ mark }: { mark: Mark }) {
  return (
    <span class={mark.form === "gap" ? "mark mark--gap" : "mark"}>
      <Icon name={mark.form satisfies IconName} label={findingName(mark.form)} />
      {mark.number}
    </span>
  );
}

/** On a known offer that the room has not confirmed. `isSaid`: the words stand beside it. */
export function AskedPill({ isSaid = false }: { isSaid?: boolean }) {
  if (isSaid) {
    return (
      <span class="mark mark--asked" aria-hidden="true">
        ?
      </span>
    );
  }
  return (
    <span class="mark mark--asked" role="img" aria-label={t("ikke bekræftet")}>
      ?
    </span>
  );
}

export function reachName(reach: Exclude<Reach, "">): string {
  switch (reach) {
    case "alle":
      return t("Alle børn og unge");
    case "gruppe":
      return t("En gruppe");
    case "et_barn":
      return t("Ét barn med netværk");
    case "individuelt":
      return t("Individuelt tilbud");
  }
}

export function findingName(form: FindingForm): string {
  switch (form) {
    case "overlap":
      return t("Overlap");
    case "interface":
      return t("Snitflade");
    case "gap":
      return t("Mangel");
    case "observation":
      return t("Iagttagelse");
  }
}
