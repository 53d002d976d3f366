// What the room has seen on the staircase, and what this phone has seen and is sending.

import { findingName, MarkPill } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import type { FindingThing } from "../protocol.ts";
import { cards, findings, mine, supportOf } from "../state.ts";
import { t, tn } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { type Note, useDesk } from "./desk.ts";
import { limits } from "./fields.ts";
import { listed, stepNumber } from "./labels.ts";
import { go } from "./pages.ts";

export function FindingsView() {
  const desk = useDesk();
  const noted = [...findings.value].sort((a, b) => b.number - a.number);
  const known = new Set(noted.map((finding) => finding.finding_id));
  const notes = [...desk.notes.value.values()].filter((note) => !known.has(note.finding_id));
  const left = Math.max(0, limits.supports - desk.supported.value.size);
  return (
    <>
      {noted.length > 0 && desk.may("note") ? (
        <p class="page quiet" role="status">
          {tn(left, "Støt det, I også ser. Du kan støtte 1 mere.", "Støt det, I også ser. Du kan støtte {n} mere.")}
        </p>
      ) : null}
      {noted.length + notes.length === 0 ? (
        <p class="phone__empty">{t("Ingen har noteret noget endnu. Hvor gør to tilbud det samme? Hvor mangler der noget?")}</p>
      ) : (
        <ul class="rows">
          {notes.map((note) => (
            <NoteRow key={note.finding_id} note={note} />
          ))}
          {noted.map((finding) => (
            <FindingRow key={finding.finding_id} finding={finding} isOpen={desk.may("note")} />
          ))}
        </ul>
      )}
      <div class="page">
        <CardsLink />
      </div>
      <Colophon />
      {desk.may("note") ? (
        <div class="dock">
          <button type="button" class="button button--main button--wide button--large" onClick={() => go({ name: "note" })}>
            <Icon name="plus" />
            {t("Skriv, hvad I ser")}
          </button>
        </div>
      ) : null}
    </>
  );
}

/** With `isOpen` it can be supported, and put right by whoever noted it. */
export function FindingRow({ finding, isOpen = false }: { finding: FindingThing; isOpen?: boolean }) {
  const desk = useDesk();
  const { finding_id, text } = finding;
  const changed = desk.notes.value.get(finding_id);
  if (isOpen && changed) return <NoteRow note={changed} />;
  const count = supportOf(finding_id);
  const trouble = desk.troubles.value.get(finding_id);
  return (
    <li class="row">
      <div class="row__words">
        <p class="row__about">
          <MarkPill mark={finding} /> {findingName(finding.form)}
          {count > 0 ? ` · ${tn(count, "1 støtter", "{n} støtter")}` : ""}
        </p>
        <p class="row__name">{text}</p>
        <p class="row__about">{aboutWords(finding)}</p>
        {trouble ? <StateLine keeping={{ kind: "failed", why: trouble }} /> : null}
      </div>
      {isOpen ? (
        <div class="row__doings">
          {mine.value.some((one) => one.noted && one.finding_id === finding_id) ? (
            <button
              type="button"
              class="button"
              aria-label={t("Ret: {name}", { name: text })}
              onClick={() => go({ name: "note", findingId: finding_id })}
            >
              {t("Ret")}
            </button>
          ) : null}
          <Support finding={finding} />
        </div>
      ) : null}
    </li>
  );
}

function Support({ finding: { finding_id, text } }: { finding: FindingThing }) {
  const desk = useDesk();
  const isSupported = desk.supported.value.has(finding_id);
  const isSpent = !isSupported && desk.supported.value.size >= limits.supports;
  return (
    <button
      type="button"
      class="button support"
      aria-pressed={isSupported}
      aria-disabled={isSpent}
      aria-label={t("Støt: {name}", { name: text })}
      onClick={() => void (isSpent || desk.support(finding_id, !isSupported))}
    >
      {isSupported ? <Icon name="check" /> : null}
      {t("Støt")}
    </button>
  );
}

function NoteRow({ note }: { note: Note }) {
  const desk = useDesk();
  const isOnline = desk.surface.live.status.value === "open";
  const held = desk.surface.outbox.waiting.value.find(
    ({ command }) => "finding_id" in command && command.finding_id === note.finding_id,
  )?.held;
  return (
    <li class={note.refused ? "row row--failed" : "row"}>
      <div class="row__words">
        <p class="row__about">{findingName(note.form)}</p>
        <p class="row__name">{note.text || t("Uden ord")}</p>
        {note.refused ? (
          <StateLine keeping={{ kind: "failed", why: note.refused.sentence }} />
        ) : note.asked ? (
          <StateLine
            keeping={held ? { kind: "waiting", why: held.sentence } : { kind: isOnline ? "sending" : "waiting" }}
            brief
          />
        ) : (
          <StateLine keeping={{ kind: "draft" }} brief />
        )}
      </div>
      {note.asked ? null : (
        <div class="row__doings">
          <button
            type="button"
            class="button"
            onClick={() => go(note.edits ? { name: "note", findingId: note.finding_id } : { name: "note" })}
          >
            {t("Skriv videre")}
          </button>
        </div>
      )}
    </li>
  );
}

/** Which step and which cards it is about; a card that may not be read is not named. */
function aboutWords({ step_id, card_ids, target_group }: FindingThing): string {
  const names = card_ids.map((id) => cards.value.find((card) => card.card_id === id)?.name).filter((name) => name !== undefined);
  const step = step_id ? t("Trin {step}", { step: stepNumber(step_id) }) : "";
  return [step, target_group, listed(names)].filter(Boolean).join(" · ");
}
