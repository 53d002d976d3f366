"""Questions about the cards that are presented: asked on phones, supported, merged, answered, shown on the wall."""

from board.commands import AnswerQuestion, AskQuestion, MergeQuestions, ShowQuestion, SupportQuestion
from board.events import Event, QuestionAsked, QuestionChanged, QuestionShown, QuestionSupported
from board.people import Actor
from board.presenting import Question, is_shown
from board.refusals import Refused
from board.rules.rights import card_on, may
from board.state import Board

OPEN_PER_PERSON = 20  # more than anybody listens to; they only stop a phone that has gone mad
QUESTIONS_PER_BOARD = 1000


def ask(board: Board, actor: Actor, command: AskQuestion, now: int) -> tuple[Event, ...]:
    """Ask about a card that is or has been presented. Refuses a taken id, more than a limit."""
    may(board, actor, "ask", now)
    if command.question_id in board.questions:
        raise Refused("taken")
    card = card_on(board, command.card_id)
    if card.withdrawn:
        raise Refused("withdrawn")
    if actor.role == "participant":
        if not card.presented and card.card_id != board.presented:
            raise Refused("not_now")
        theirs = (one for one in board.questions.values() if one.author_id == actor.person_id)
        if sum(one.state == "open" and one.merged_into is None for one in theirs) >= OPEN_PER_PERSON:
            raise Refused("too_many_questions")
    if len(board.questions) >= QUESTIONS_PER_BOARD:
        raise Refused("too_many")
    question = Question(
        question_id=command.question_id,
        card_id=card.card_id,
        text=command.text,
        author_id=actor.person_id,
        asked_at=now,
    )
    return (QuestionAsked(question=question),)


def support(board: Board, actor: Actor, command: SupportQuestion, now: int) -> tuple[Event, ...]:
    """Ask what is asked on the wall too. Whoever asked it first is counted already."""
    may(board, actor, "ask", now)
    if actor.role != "participant":
        raise Refused("not_allowed")
    question = _standing(board, command.question_id)
    supporters = board.supporters.get(question.question_id, ())
    if not command.supports and actor.person_id in supporters:
        pass  # may be taken back at any time
    elif not is_shown(board, question):
        raise Refused("no_such_question")
    if question.author_id == actor.person_id or command.supports == (actor.person_id in supporters):
        return ()
    changed = QuestionSupported(
        question_id=question.question_id, person_id=actor.person_id, supports=command.supports
    )
    return (changed,)


def merge(board: Board, actor: Actor, command: MergeQuestions, now: int) -> tuple[Event, ...]:
    """One question stands for another, and for those that were merged into that one."""
    question, into = _standing(board, command.question_id), _standing(board, command.into_id)
    if question == into:
        return ()
    if question.card_id != into.card_id:
        raise Refused("other_card")
    joined = (question.question_id, *question.merged_ids)
    merged = (
        board.questions[one].model_copy(update={"merged_into": into.question_id, "merged_ids": ()})
        for one in joined
    )
    whole = into.model_copy(update={"merged_ids": (*into.merged_ids, *joined)})
    shown = (QuestionShown(question_id=into.question_id),) if board.question_shown in joined else ()
    return (*(QuestionChanged(question=one) for one in merged), QuestionChanged(question=whole), *shown)


def answer(board: Board, actor: Actor, command: AnswerQuestion, now: int) -> tuple[Event, ...]:
    """Note the answer, set the question aside, or open it again."""
    question = _standing(board, command.question_id)
    changed = question.model_copy(update={"state": command.state, "answer": command.answer})
    return () if changed == question else (QuestionChanged(question=changed),)


def show(board: Board, actor: Actor, command: ShowQuestion, now: int) -> tuple[Event, ...]:
    """Put a question on the wall, beside the card that it is about. Refuses one about another card."""
    if command.question_id is not None and _standing(board, command.question_id).card_id != board.presented:
        raise Refused("not_now")
    if command.question_id == board.question_shown:
        return ()
    return (QuestionShown(question_id=command.question_id),)


def _standing(board: Board, question_id: str) -> Question:
    """A question that stands for itself. Refuses one that was merged into another, and one that there is not."""
    question = board.questions.get(question_id)
    if question is None or question.merged_into is not None:
        raise Refused("no_such_question")
    return question
