// What the room has seen on the staircase, and what this phone has seen and is sending.

import { findingName, MarkPill } from "../parts/Card.tsx";
import { Icon } from "../parts/Icon.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import type { FindingThing } from "../protocol.ts";
import { cards, findings } from "../state.ts";
import { t } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { Colophon } from "./Colophon.tsx";
import { type Note, useDesk } from "./desk.ts";
import { listed, stepNumber } from "./labels.ts";
import { go } from "./pages.ts";

export function FindingsView() {
  const desk = useDesk();
  const noted = [...findings.value].sort((a, b) => b.number - a.number);
  const known = new Set(noted.map((finding) => finding.finding_id));
  const notes = [...desk.notes.value.values()].filter((note) => !known.has(note.finding_id));
  return (
    <>
      {noted.length + notes.length === 0 ? (
        <p class="phone__empty">{t("Ingen har noteret noget endnu. Hvor gør to tilbud det samme? Hvor mangler der noget?")}</p>
      ) : (
        <ul class="rows">
          {notes.map((note) => (
            <NoteRow key={note.finding_id} note={note} />
          ))}
          {noted.map((finding) => (
            <FindingRow key={finding.finding_id} finding={finding} />
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

export function FindingRow({ finding }: { finding: FindingThing }) {
  return (
    <li class="row">
      <div class="row__words">
        <p class="row__about">
          <MarkPill mark={finding} /> {findingName(finding.form)}
        </p>
        <p class="row__name">{finding.text}</p>
        <p class="row__about">{aboutWords(finding)}</p>
      </div>
    </li>
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
          <button type="button" class="button" onClick={() => go({ name: "note" })}>
            {t("Skriv videre")}
          </button>
        </div>
      )}
    </li>
  );
}

/** Which step and which cards it is about; a card that may not be read is not named. */
function aboutWords({ step_id, card_ids }: FindingThing): string {
  const names = card_ids.map((id) => cards.value.find((card) => card.card_id === id)?.name).filter((name) => name !== undefined);
  return [step_id ? t("Trin {step}", { step: stepNumber(step_id) }) : "", listed(names)].filter(Boolean).join(" · ");
}
