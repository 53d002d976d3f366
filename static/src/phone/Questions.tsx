// Questions about the card that is presented: the one on the wall, one's own with their answers, and a place to ask.

import { supportQuestion } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import type { MyQuestionThing, QuestionThing } from "../protocol.ts";
import { cards, myQuestions, questions, stage } from "../state.ts";
import { t, tn } from "../words.ts";
import { type Draft, useAsking } from "./asking.ts";
import { useDesk } from "./desk.ts";
import { limits, textTrouble } from "./fields.ts";
import { TextInput, TroubleLine } from "./TextInput.tsx";

export function Questions() {
  const desk = useDesk();
  const shownId = stage.value?.presented ?? null;
  // Answers may come when the room has gone on: what is one's own stays.
  const onWall = questions.value[0]; // the room is shown one at a time
  const mine = myQuestions.value.filter(
    ({ because, card_id, state, question_id }) =>
      question_id !== onWall?.question_id && (because === "asked" || (because === "presents" && card_id === shownId && state === "open")),
  );
  const underWay = [...useAsking(desk).drafts.value.values()].filter((draft) => draft.asked);
  return (
    <>
      {onWall ? <OnWall question={onWall} /> : null}
      {mine.length + underWay.length > 0 ? (
        <section class="questions" aria-labelledby="my-questions">
          <h3 id="my-questions" class="questions__head">
            {mine.some((one) => one.because === "presents") ? t("Spørgsmål til jer") : t("Dine spørgsmål")}
          </h3>
          <ul>
            {underWay.map((draft) => (
              <UnderWay key={draft.question_id} draft={draft} />
            ))}
            {[...mine].sort((a, b) => b.asked_at - a.asked_at).map((one) => (
              <Mine key={one.question_id} question={one} elsewhere={one.card_id !== shownId} />
            ))}
          </ul>
        </section>
      ) : null}
      {desk.may("ask") ? <AskForm shownId={shownId} /> : null}
    </>
  );
}

function OnWall({ question }: { question: QuestionThing }) {
  const desk = useDesk();
  const mine = myQuestions.value.find((one) => one.question_id === question.question_id);
  const supports = mine?.because === "supports";
  return (
    <section class="questions" aria-label={t("Spørgsmål fra rummet")}>
      <p class="questions__head">{t("Spørgsmål fra rummet")}</p>
      <div class="onwall">
        <p class="question__text">{question.text}</p>
        {(mine === undefined || supports) && desk.may("ask") ? (
          <button
            type="button"
            class="button onwall__same"
            aria-pressed={supports}
            onClick={() => void desk.surface.outbox.ask(supportQuestion(question.question_id, !supports))}
          >
            <Icon name={supports ? "check" : "plus"} />
            {t("Samme spørgsmål")}
          </button>
        ) : null}
      </div>
      <p class="quiet small">
        {tn(question.support, "{n} spørger", "{n} spørger")}
        {question.answer ? ` · ${t("Svar: {answer}", { answer: question.answer })}` : ""}
      </p>
    </section>
  );
}

function Mine({ question, elsewhere }: { question: MyQuestionThing; elsewhere: boolean }) {
  const about = elsewhere ? cards.value.find((card) => card.card_id === question.card_id)?.name : undefined;
  return (
    <li class="question">
      {about ? <p class="quiet small">{t("Om “{name}”", { name: about })}</p> : null}
      <p class="question__text">{question.text}</p>
      <p class="quiet small">
        {question.support > 1 ? `${tn(question.support, "{n} spørger", "{n} spørger")} · ` : ""}
        {stateWords(question)}
      </p>
    </li>
  );
}

function stateWords({ state, answer, because }: MyQuestionThing): string {
  if (state === "answered") return answer ? t("Svar: {answer}", { answer }) : t("Besvaret");
  if (state === "set_aside") return t("Lagt til side");
  return because === "presents" ? t("Ikke besvaret") : t("Gemt. Facilitator og den, der præsenterer, kan se det");
}

function UnderWay({ draft }: { draft: Draft }) {
  const { live, outbox } = useDesk().surface;
  const held = outbox.waiting.value.find(({ command }) => "question_id" in command && command.question_id === draft.question_id)?.held;
  return (
    <li class="question">
      <p class="question__text">{draft.text}</p>
      <StateLine keeping={held ? { kind: "waiting", why: held.sentence } : { kind: live.status.value === "open" ? "sending" : "waiting" }} brief />
    </li>
  );
}

function AskForm({ shownId }: { shownId: string | null }) {
  const asking = useAsking(useDesk());
  const draft = asking.begun();
  const cardId = draft?.card_id ?? shownId;
  if (cardId === null) return null;
  const text = draft?.text ?? "";
  const trouble = textTrouble(text, limits.question);
  const other = cardId !== shownId ? cards.value.find((card) => card.card_id === cardId) : undefined;
  return (
    <form class="ask" onSubmit={onSubmit} noValidate>
      <TextInput
        label={other ? t("Dit spørgsmål om “{name}”", { name: other.name }) : t("Stil et spørgsmål")}
        value={text}
        limit={limits.question}
        trouble={trouble}
        rows={2}
        example={t("Kort og konkret")}
        onWrite={(next) => asking.write(cardId, next)}
      />
      {draft?.refused ? <TroubleLine trouble={{ fact: draft.refused }} /> : null}
      <button class="button button--main button--wide button--large" aria-disabled={!text.trim()}>
        {t("Send spørgsmål")}
      </button>
    </form>
  );

  function onSubmit(event: Event): void {
    event.preventDefault();
    if (draft && draft.text.trim() && !trouble) asking.send(draft);
  }
}
