// One point of the program: when, what it is called, for how long; and behind "Mere" what people may do in it, in plain words.

import { useId, useState } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import type { Ability, Stage } from "../protocol.ts";
import { t, time } from "../words.ts";
import { withAbility } from "./agenda.ts";
import { kindName, type Point } from "./day.ts";
import { Choice } from "./Field.tsx";

interface AgendaPointProps {
  readonly point: Point;
  readonly number: number;
  readonly isHeld: boolean;
  readonly isLast: boolean;
  readonly onChange: (more: Partial<Stage>) => void;
  /** One up (-1) or down (1); `button` is what the focus goes back to. */
  readonly onMove: (by: -1 | 1, button: string) => void;
  readonly onRepeat: () => void;
  readonly onLeaveOut: () => void;
}

const LONGEST = 600; // minutes

export function AgendaPoint({ point, number, isHeld, isLast, onChange, onMove, onRepeat, onLeaveOut }: AgendaPointProps) {
  const { stage: one, when } = point;
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const title = one.title || kindName(one.kind);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    onMove(by, "input");
  };
  return (
    <li class={`program__point program__point--${when}`} data-point={one.stage_id} onKeyDown={onKeyDown}>
      <div class="program__row">
        <When point={point} />
        <label class="planrow__field">
          <span class="field__label">
            {number}. {kindName(one.kind)} <State point={point} isHeld={isHeld} />
          </span>
          <input class="input input--small" value={one.title} maxLength={80} onInput={(event) => onChange({ title: event.currentTarget.value })} />
        </label>
        <label class="planrow__field planrow__field--short">
          <span class="field__label">{t("Minutter")}</span>
          <input class="input input--small" type="number" min={0} max={LONGEST} value={String(one.minutes)} onInput={(event) => onChange({ minutes: minutesIn(event.currentTarget.value) })} />
        </label>
        <span class="planrow__doings">
          <button
            type="button"
            class="button button--small button--icon program__up"
            aria-label={t("Flyt “{title}” tidligere", { title })}
            aria-disabled={number === 1}
            onClick={() => onMove(-1, ".program__up")}
          >
            <Icon name="up" />
          </button>
          <button type="button" class="button button--small button--icon program__down" aria-label={t("Flyt “{title}” senere", { title })} aria-disabled={isLast} onClick={() => onMove(1, ".program__down")}>
            <Icon name="down" />
          </button>
          <button
            type="button"
            class="button button--small"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={t("Mere om “{title}”", { title })}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Icon name="more" />
            {t("Mere")}
          </button>
        </span>
      </div>
      <div class="program__more" id={id} hidden={!isOpen}>
        {isOpen ? <Rights one={one} onChange={onChange} /> : null}
        <div class="program__doings">
          <button type="button" class="button button--small" onClick={onRepeat}>
            <Icon name="plus" />
            {t("Gentag som et nyt punkt")}
          </button>
          {isHeld ? (
            <p class="small quiet">{t("Punktet har været åbent og bliver stående i programmet. Gå bare forbi det.")}</p>
          ) : (
            <button type="button" class="button button--small" onClick={onLeaveOut}>
              <Icon name="close" />
              {t("Udelad punktet")}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}

function When({ point: { at, isEarliest, late } }: { point: Point }) {
  return (
    <span class="program__when">
      {at === null ? null : (
        <>
          {isEarliest ? <small class="quiet">{t("tidligst")}</small> : null}
          <b class="number">{time(at)}</b>
          {late ? <small class="program__late">{late > 0 ? t("{n} min senere", { n: late }) : t("{n} min tidligere", { n: -late })}</small> : null}
        </>
      )}
    </span>
  );
}

function State({ point: { when }, isHeld }: { point: Point; isHeld: boolean }) {
  if (when === "now") return <b>{t("· nu")}</b>;
  return isHeld ? <span class="quiet">{t("· har været åbent")}</span> : null;
}

function Rights({ one, onChange }: { one: Stage; onChange: (more: Partial<Stage>) => void }) {
  const abilities: readonly (readonly [Ability, string])[] = [
    ["write", t("Skrive og rette egne kort")],
    ["place", t("Flytte bordets kort på trappen")],
    ["note", t("Notere overlap, snitflader og mangler")],
  ];
  return (
    <div class="program__rights">
      <fieldset class="field">
        <legend class="field__label">{t("Deltagerne kan")}</legend>
        {abilities.map(([ability, words]) => (
          <label key={ability} class="check">
            <input
              type="checkbox"
              checked={one.abilities.includes(ability)}
              onChange={(event) => onChange({ abilities: event.currentTarget.checked ? withAbility(one, ability) : one.abilities.filter((other) => other !== ability) })}
            />
            <span>{words}</span>
          </label>
        ))}
        {one.abilities.includes("write") ? (
          <label class="check">
            <input type="checkbox" checked={one.closes} onChange={(event) => onChange({ closes: event.currentTarget.checked })} />
            <span>{t("Luk for at skrive, når tiden er gået. Der er 2 minutter til den sidste sætning.")}</span>
          </label>
        ) : null}
      </fieldset>
      <Choice
        legend={t("Deltagerne og skærmen viser")}
        value={one.texts}
        options={[
          ["own_table", t("Kun bordets egne kort")],
          ["all", t("Alles kort")],
        ]}
        onChoose={(texts) => onChange({ texts })}
      />
    </div>
  );
}

function minutesIn(text: string): number {
  return Math.min(LONGEST, Math.max(0, Math.floor(Number(text)) || 0));
}
