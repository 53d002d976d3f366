// One card. Everything that is typed is kept on the phone with the same keystroke; the button puts it forward.

import { useEffect, useState } from "preact/hooks";

import { Icon } from "../parts/Icon.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import { toast } from "../parts/Toast.tsx";
import { cards, isAtMyTable, openStage, picture, stage } from "../state.ts";
import { t } from "../words.ts";
import { WayBack } from "./CardsLink.tsx";
import { useDesk } from "./desk.ts";
import { type Fields, limits, type Trouble, type Troubles, troublesOf } from "./fields.ts";
import { keepingOf } from "./keeping.ts";
import { writable } from "./known.ts";
import { areaName, REACHES, reachWords, textLabel } from "./labels.ts";
import { MoreFields } from "./MoreFields.tsx";
import { back, goInstead } from "./pages.ts";
import { similarTo } from "./similar.ts";
import { Suggestions } from "./Suggestions.tsx";
import { TextInput, TroubleLine } from "./TextInput.tsx";

export function CardForm({ cardId }: { cardId: string }) {
  const desk = useDesk();
  const draft = desk.draftOf(cardId);
  const { fields } = draft;
  const [missing, setMissing] = useState<Troubles>({});
  const stored = writable(cardId);
  const write = (patch: Partial<Fields>) => {
    setMissing({});
    desk.write(cardId, patch);
  };
  const troubles: Troubles = { ...troublesOf(fields), ...missing };
  const refusal = refusalOf(draft.refused, troubles);
  useEffect(() => {
    if (Object.keys(missing).length > 0) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [missing]);

  return (
    <>
      <WayBack to={t("Kortene")} onBack={back} />
      <form class="form" onSubmit={onSubmit} noValidate>
        {stored && !stored.confirmed ? (
          <p class="field__note">
            <Icon name="clock" />
            <span>{t("Kendt tilbud fra {source}. Når du gemmer en rettelse, er det bekræftet.", { source: stored.source })}</span>
          </p>
        ) : null}
        <TextInput
          label={textLabel("name")}
          value={fields.name}
          limit={limits.name}
          trouble={troubles.name}
          rows={2}
          takesFocus={!draft.base && !fields.name}
          onWrite={(name) => write({ name })}
        >
          <Alike name={fields.name} cardId={cardId} />
        </TextInput>
        <Suggestions cardId={cardId} typed={fields.target_group} onChoose={(target_group) => write({ target_group })}>
          <TextInput
            label={textLabel("target_group")}
            value={fields.target_group}
            limit={limits.target_group}
            trouble={troubles.target_group}
            rows={2}
            onWrite={(target_group) => write({ target_group })}
          />
        </Suggestions>
        <fieldset class="field">
          <legend class="field__label">{t("Tilbuddet er til")}</legend>
          <div class="choices">
            {REACHES.map((reach) => (
              <button
                key={reach}
                type="button"
                class="choice"
                aria-pressed={fields.reach === reach}
                onClick={() => write({ reach: fields.reach === reach ? "" : reach })}
              >
                <Icon name={reach} />
                {reachWords(reach)}
              </button>
            ))}
          </div>
        </fieldset>
        <TextInput
          label={textLabel("organisational_unit")}
          value={fields.organisational_unit}
          limit={limits.organisational_unit}
          trouble={troubles.organisational_unit}
          example={t("Fx Familiehuset")}
          onWrite={(organisational_unit) => write({ organisational_unit })}
        />
        <MoreFields fields={fields} troubles={troubles} isNew={draft.base === null} onWrite={write} />
        <TakeAway cardId={cardId} />
        <div class="dock">
          {refusal ? <TroubleLine trouble={refusal} /> : <StateLine keeping={keepingOf(desk, cardId)} />}
          <button class="button button--main button--wide button--large" aria-disabled={whyNot() ? "true" : undefined}>
            {stored ? t("Gem rettelserne") : t("Læg kortet frem")}
          </button>
          {whyNot() ? <p class="dock__why">{whyNot()}</p> : null}
        </div>
      </form>
    </>
  );

  function onSubmit(event: Event): void {
    event.preventDefault();
    if (whyNot()) return;
    const found = desk.putForward(cardId);
    if (found) setMissing(found);
    // To where its state can be seen, also when the workshop has gone on to something else meanwhile.
    else if (isListHome()) back();
    else goInstead({ name: "cards" });
  }

  function whyNot(): string | null {
    if (!stage.value || !picture.value.areaId) return t("Venter på forbindelse");
    if (stage.value.frozen_at !== null) return t("Kortlægningen er afsluttet. Kladden bliver liggende på din telefon.");
    if (desk.isShut.value) return t("Der er lukket for at skrive. Kladden bliver liggende, og kan lægges frem, hvis der åbnes igen.");
    return desk.may("write") ? null : t("Der kan ikke lægges kort frem lige nu. Kladden bliver liggende på din telefon.");
  }
}

function isListHome(): boolean {
  return openStage.value?.kind === "writing" || openStage.value?.kind === "placing";
}

// The server's sentence stands at its field; one that is about no field here stands at the button.
function refusalOf(refused: { field: string; sentence: string } | null, troubles: Troubles): Trouble | undefined {
  if (!refused) return undefined;
  const field = refused.field.split(".").at(-1) as keyof Fields;
  if (field in limits) {
    troubles[field] ??= { fact: refused.sentence };
    return undefined;
  }
  return { fact: refused.sentence };
}

function Alike({ name, cardId }: { name: string; cardId: string }) {
  const atTable = cards.value.filter(isAtMyTable);
  const found = similarTo(name, cardId, atTable);
  if (!found) return null;
  return (
    <p class="field__note">
      <Icon name="overlap" />
      <span>
        {t("Ét kort ligner:")} <b>{found.name}</b>, {found.organisational_unit || areaName(found.area_id)}.{" "}
        {t("Skriv gerne jeres alligevel.")}
      </span>
    </p>
  );
}

// What takes something away stands at the end, away from the thumb, and can be taken back.
function TakeAway({ cardId }: { cardId: string }) {
  const desk = useDesk();
  const draft = desk.drafts.value.get(cardId);
  const stored = writable(cardId);
  if (draft && !draft.asked) {
    return (
      <button
        type="button"
        class="button button--plain form__away"
        onClick={() => {
          toast(stored ? t("Rettelserne er kasseret") : t("Kladden er slettet"), desk.discard(cardId));
          back();
        }}
      >
        {stored ? t("Kassér rettelserne") : t("Slet kladden")}
      </button>
    );
  }
  if (!stored || stored.withdrawn || draft || !desk.may("write")) return null;
  return (
    <button
      type="button"
      class="button button--plain form__away"
      onClick={() => {
        void desk.withdraw(cardId).then((done) => {
          if (done) toast(t("Trukket tilbage: “{name}”", { name: stored.name }), () => void desk.bringBack(cardId));
        });
        back();
      }}
    >
      {stored.known ? t("Findes ikke længere") : t("Træk kortet tilbage")}
    </button>
  );
}
