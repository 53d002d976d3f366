// Wrap-up: who does what, and when; and the end product that it leads to.

import { editAction, noteAction, removeAction } from "../commands.ts";
import { ActionAbout } from "../parts/ActionAbout.tsx";
import { findingName, MarkPill } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { ActionThing, EditAction, NoteAction } from "../protocol.ts";
import { actions, findings } from "../state.ts";
import { day, t } from "../words.ts";
import { Asking } from "./asking.ts";
import { CardPicker } from "./CardPicker.tsx";
import { act, isFrozen, kept } from "./desk.ts";
import { EndProduct } from "./EndProduct.tsx";
import { Field, FieldError } from "./Field.tsx";

interface ActionDraft {
  readonly actionId: string | null;
  readonly what: string;
  readonly who: string;
  readonly due: string;
  readonly cardIds: readonly string[];
  readonly findingIds: readonly string[];
}

const NO_ACTION: ActionDraft = { actionId: null, what: "", who: "", due: "", cardIds: [], findingIds: [] };
const draft = kept<ActionDraft>("action", NO_ACTION);
let whatField: HTMLElement | null = null;
const asking = new Asking<NoteAction | EditAction>("action", "actions", () => (draft.value = NO_ACTION));

export function ActionsPanel() {
  return (
    <div class="two two--actions">
      {isFrozen.value ? null : <ActionForm />}
      <div>
        {actions.value.length === 0 ? <p class="empty">{t("Ingen aftaler endnu. Skriv, hvem der gør hvad, så det ikke bliver glemt i morgen.")}</p> : <ActionTable />}
        {isFrozen.value ? null : <NotFollowedUp />}
        <EndProduct />
      </div>
    </div>
  );
}

function ActionForm() {
  const refusal = asking.refusal.value;
  const { saving } = asking;
  const { actionId, what, who, due, cardIds, findingIds } = draft.value;
  const set = (change: Partial<ActionDraft>) => (draft.value = { ...draft.peek(), ...change });
  const error = (field: string) => (refusal?.field === field ? refusal.sentence : undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    const words = { what, who, due, card_ids: cardIds, finding_ids: findingIds };
    if (!saving) void asking.ask(actionId ? editAction(actionId, words) : noteAction(words));
  };
  return (
    <form class="stack" onSubmit={submit}>
      <Field label={t("Hvad skal gøres?")} inputRef={(element) => (whatField = element)} rows={2} value={what} error={error("what")} onInput={(next) => set({ what: next })} />
      <div class="pair">
        <Field label={t("Hvem gør det?")} optional value={who} error={error("who")} onInput={(next) => set({ who: next })} />
        <Field label={t("Hvornår?")} optional type="date" value={due} error={error("due")} onInput={(next) => set({ due: next })} />
      </div>
      <details class="fold" open={cardIds.length + findingIds.length > 0}>
        <summary>{t("Knyt til fund og kort")}</summary>
        <div class="stack">
          <FindingChecks findingIds={findingIds} onChange={(next) => set({ findingIds: next })} />
          <CardPicker cardIds={cardIds} onChange={(next) => set({ cardIds: next })} />
        </div>
      </details>
      {refusal && !(refusal.field in draft.value) ? <FieldError sentence={refusal.sentence} /> : null}
      <div class="form__foot">
        <button class="button button--main" aria-disabled={saving}>
          {saving ? t("Gemmer …") : actionId ? t("Gem rettelsen") : t("Notér aftalen")}
        </button>
        {actionId ? (
          <button type="button" class="button" onClick={() => (draft.value = NO_ACTION)}>
            {t("Lad være med at rette")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function FindingChecks({ findingIds, onChange }: { findingIds: readonly string[]; onChange: (findingIds: readonly string[]) => void }) {
  if (findings.value.length === 0) return null;
  const toggled = (id: string) => (findingIds.includes(id) ? findingIds.filter((other) => other !== id) : [...findingIds, id]);
  return (
    <fieldset class="field">
      <legend class="field__label">
        {t("Hvad følger I op på?")} <span class="quiet">{t("(kan stå tomt)")}</span>
      </legend>
      {[...findings.value]
        .sort((a, b) => a.number - b.number)
        .map(({ finding_id, form, number, text }) => (
          <label key={finding_id} class="check">
            <input type="checkbox" checked={findingIds.includes(finding_id)} onChange={() => onChange(toggled(finding_id))} />
            <span>
              <Icon name={form} /> <b>{t("{form} {number}:", { form: findingName(form), number })}</b> {text}
            </span>
          </label>
        ))}
    </fieldset>
  );
}

/** What the room has seen, and nobody is to do anything about yet. */
function NotFollowedUp() {
  const followed = new Set(actions.value.flatMap(({ finding_ids }) => finding_ids));
  const left = findings.value.filter(({ finding_id }) => !followed.has(finding_id)).sort((a, b) => a.number - b.number);
  if (left.length === 0) return null;
  const followUp = (findingId: string) => {
    const { findingIds } = draft.peek();
    if (!findingIds.includes(findingId)) draft.value = { ...draft.peek(), findingIds: [...findingIds, findingId] };
    whatField?.focus();
  };
  return (
    <section class="endproduct" aria-labelledby="not-followed-up">
      <h3 id="not-followed-up">{t("Ikke fulgt op endnu")}</h3>
      <ul class="rowlist followup">
        {left.map((finding) => (
          <li key={finding.finding_id}>
            <p>
              <MarkPill mark={finding} /> {finding.text}
            </p>
            <button
              type="button"
              class="button button--plain button--small"
              aria-label={t("Følg op på “{name}”", { name: finding.text })}
              onClick={() => followUp(finding.finding_id)}
            >
              {t("Følg op")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ActionTable() {
  return (
    <table class="table" data-keys tabIndex={-1}>
      <thead>
        <tr>
          <th scope="col">{t("Hvad")}</th>
          <th scope="col">{t("Hvem")}</th>
          <th scope="col">{t("Hvornår")}</th>
          {isFrozen.value ? null : (
            <th scope="col">
              <span class="visually-hidden">{t("Ret eller fjern")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {actions.value.map((action) => (
          <Row key={action.action_id} action={action} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ action }: { action: ActionThing }) {
  const { action_id, what, who, due, card_ids, finding_ids } = action;
  return (
    <tr data-key={`action:${action_id}`}>
      <th scope="row">
        {what}
        <ActionAbout action={action} />
      </th>
      <td>{who || <span class="quiet">{t("ingen endnu")}</span>}</td>
      <td class="table__date">{due ? day(due) : <span class="quiet">{t("ikke aftalt")}</span>}</td>
      {isFrozen.value ? null : (
        <td>
          <div class="row__doings">
            <button
              type="button"
              class="button button--plain button--small"
              data-part="edit"
              aria-label={t("Ret “{name}”", { name: what })}
              onClick={() => (draft.value = { actionId: action_id, what, who, due, cardIds: card_ids, findingIds: finding_ids })}
            >
              {t("Ret")}
            </button>
            <button
              type="button"
              class="button button--plain button--small"
              data-part="remove"
              aria-label={t("Fjern “{name}”", { name: what })}
              onClick={() => void act("panel", removeAction(action_id))}
            >
              {t("Fjern")}
            </button>
          </div>
        </td>
      )}
    </tr>
  );
}
