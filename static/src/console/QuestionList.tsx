// What the room asks about a card: put on the screen, answered, set aside, or joined with one that asks the same.

import { answerQuestion, askQuestion, mergeQuestions, showQuestion } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import type { AnswerQuestion, AskQuestion, CardThing, QuestionThing } from "../protocol.ts";
import { cards, questions, stage } from "../state.ts";
import { t, tn } from "../words.ts";
import { Asking } from "./asking.ts";
import { act, kept } from "./desk.ts";
import { Field, FieldError } from "./Field.tsx";

/** The answer that is being written. */
const answering = kept<{ readonly questionId: string; readonly text: string } | null>("answer", null);
/** A question that somebody in the room asks aloud, and the card it is about. */
const asked = kept<{ readonly cardId: string; readonly text: string }>("question", { cardId: "", text: "" });

const answers = new Asking<AnswerQuestion>("answering", "presenting", ({ question_id }) => {
  if (answering.peek()?.questionId === question_id) answering.value = null;
});
const asking = new Asking<AskQuestion>("question-asking", "presenting", () => (asked.value = { cardId: "", text: "" }));

const ORDER = { open: 0, answered: 1, set_aside: 2 } as const;

/** The most wanted first; those that are done with last. */
function about(cardId: string): readonly QuestionThing[] {
  return questions.value
    .filter((one) => one.card_id === cardId && one.merged_into === null)
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || b.support - a.support || a.asked_at - b.asked_at);
}

export function Questions({ card }: { card: CardThing }) {
  const all = about(card.card_id);
  const openOnes = all.filter((one) => one.state === "open").length;
  return (
    <section class="questions" aria-labelledby="questions-heading">
      <h3 id="questions-heading" class="questions__head">
        {t("Spørgsmål")} <span class="quiet number">{openOnes}</span>
      </h3>
      {all.length === 0 ? <p class="small quiet">{t("Ingen har spurgt endnu. Spørgsmål fra telefonerne kommer her.")}</p> : null}
      <ul class="questions__list">
        {all.map((question) => (
          <Row key={question.question_id} question={question} others={all} />
        ))}
      </ul>
      <AskForm card={card} />
    </section>
  );
}

function Row({ question, others }: { question: QuestionThing; others: readonly QuestionThing[] }) {
  const { question_id, text, state, answer, support, shown } = question;
  const isWriting = answering.value?.questionId === question_id;
  const same = others.filter((one) => one.question_id !== question_id && one.state !== "set_aside");
  const put = (next: QuestionThing["state"]) => void act("panel", answerQuestion(question_id, next, answer));
  return (
    <li class={state === "set_aside" ? "question question--aside" : "question"} data-key={`question:${question_id}`}>
      <p class="question__text">{text}</p>
      <p class="small quiet">
        {support > 1 ? `${tn(support, "{n} spørger", "{n} spørger")} · ` : ""}
        {state === "answered" ? (answer ? t("Svar: {answer}", { answer }) : t("Besvaret")) : state === "set_aside" ? t("Lagt til side") : t("Ikke besvaret")}
      </p>
      {isWriting ? (
        <AnswerForm question={question} />
      ) : (
        <div class="question__doings">
          {state === "set_aside" ? (
            <button type="button" class="button button--small" data-part="reopen" onClick={() => put("open")}>
              {t("Tag frem igen")}
            </button>
          ) : (
            <>
              {question.card_id === stage.value!.presented ? (
                <button
                  type="button"
                  class="button button--small"
                  data-part="show"
                  aria-pressed={shown}
                  aria-label={shown ? t("Tag af skærmen: {text}", { text }) : t("Vis på skærmen: {text}", { text })}
                  onClick={() => void act("panel", showQuestion(shown ? null : question_id))}
                >
                  <Icon name="screen" />
                  {shown ? t("Tag af skærmen") : t("Vis på skærmen")}
                </button>
              ) : null}
              <button
                type="button"
                class="button button--small"
                data-part="answer"
                aria-label={state === "answered" ? t("Ret svar: {text}", { text }) : t("Notér svar: {text}", { text })}
                onClick={() => (answering.value = { questionId: question_id, text: answer })}
              >
                {state === "answered" ? t("Ret svar") : t("Notér svar")}
              </button>
              <button type="button" class="button button--plain button--small" data-part="aside" aria-label={t("Læg til side: {text}", { text })} onClick={() => put("set_aside")}>
                {t("Læg til side")}
              </button>
              {same.length ? (
                <label class="question__merge small">
                  <span class="visually-hidden">{t("Saml med et andet spørgsmål: {text}", { text })}</span>
                  <select
                    class="input"
                    value=""
                    onChange={(event) => void act("panel", mergeQuestions(question_id, event.currentTarget.value))}
                  >
                    <option value="">{t("Saml med …")}</option>
                    {same.map((one) => (
                      <option key={one.question_id} value={one.question_id}>
                        {one.text}
                      </option>
                    ))}
                  </select>
                </label>
              ) : null}
            </>
          )}
        </div>
      )}
    </li>
  );
}

function AnswerForm({ question }: { question: QuestionThing }) {
  const refusal = answers.refusal.value;
  const { text } = answering.value!;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!answers.saving) void answers.ask(answerQuestion(question.question_id, "answered", text));
  };
  return (
    <form class="stack" onSubmit={submit}>
      <Field
        label={t("Svar")}
        optional
        rows={2}
        value={text}
        error={refusal?.sentence}
        inputRef={(field) => field && document.activeElement === document.body && field.focus()}
        onInput={(next) => (answering.value = { questionId: question.question_id, text: next })}
      />
      <div class="form__foot">
        <button class="button button--main button--small" aria-disabled={answers.saving}>
          {answers.saving ? t("Gemmer …") : t("Gem som besvaret")}
        </button>
        <button type="button" class="button button--small" onClick={() => (answering.value = null)}>
          {t("Fortryd")}
        </button>
      </div>
    </form>
  );
}

function AskForm({ card }: { card: CardThing }) {
  const refusal = asking.refusal.value;
  const text = asked.value.cardId === card.card_id ? asked.value.text : "";
  const submit = (event: Event) => {
    event.preventDefault();
    if (!asking.saving && text.trim()) void asking.ask(askQuestion(card.card_id, text));
  };
  return (
    <form class="questions__ask" onSubmit={submit}>
      <Field label={t("Et spørgsmål, der bliver stillet højt")} value={text} onInput={(next) => (asked.value = { cardId: card.card_id, text: next })} />
      <button class="button button--small" aria-disabled={asking.saving || !text.trim()}>
        {asking.saving ? t("Gemmer …") : t("Notér spørgsmålet")}
      </button>
      {refusal ? <FieldError sentence={refusal.sentence} /> : null}
    </form>
  );
}

/** What is still open about cards that are not on the screen. */
export function OtherQuestions({ shownId }: { shownId: string | null }) {
  const ids = new Set(questions.value.filter((one) => one.state === "open" && one.merged_into === null && one.card_id !== shownId).map((one) => one.card_id));
  const theirs = cards.value.filter((card) => ids.has(card.card_id));
  if (theirs.length === 0) return null;
  return (
    <details class="fold">
      <summary>{tn(theirs.length, "Åbne spørgsmål til {n} andet kort", "Åbne spørgsmål til {n} andre kort")}</summary>
      {theirs.map((card) => (
        <section key={card.card_id} aria-label={card.name}>
          <h4>{card.name}</h4>
          <ul class="questions__list">
            {about(card.card_id)
              .filter((one) => one.state === "open")
              .map((question) => (
                <Row key={question.question_id} question={question} others={about(card.card_id)} />
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
