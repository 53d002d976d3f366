// One offer with everything that is said of it. Its address ends in #offer-…, so that it can be sent to somebody.

import type { ComponentChildren } from "preact";

import { accessName } from "../parts/access.ts";
import { findingName, reachName } from "../parts/Card.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Tag } from "../parts/Tag.tsx";
import { day, t } from "../words.ts";
import { CopyButton } from "./CopyButton.tsx";
import type { Mapping, Offer } from "./mapping.ts";

interface OfferDialogProps {
  readonly mapping: Mapping;
  readonly offer: Offer;
  readonly onClose: () => void;
}

export function OfferDialog({ mapping, offer, onClose }: OfferDialogProps) {
  const { session, findings, actions } = mapping;
  const area = session.areas.find(({ area_id }) => area_id === offer.area_id);
  const author = session.areas.find(({ area_id }) => area_id === offer.provenance.area_id);
  const about = findings.filter(({ offer_ids }) => offer_ids.includes(offer.offer_id));
  const agreed = actions.filter(({ offer_ids }) => offer_ids?.includes(offer.offer_id));
  const foot = <CopyButton label={t("Kopiér link til tilbuddet")} text={() => addressOf(offer)} />;
  return (
    <Dialog title={offer.name} onClose={onClose} wide foot={foot}>
      <div class="offer">
        {area ? (
          <p>
            <Tag tag={area.tag} /> {area.name}
          </p>
        ) : null}
        {offer.description ? <p class="offer__text">{offer.description}</p> : null}
        <dl class="facts">
          <Fact name={t("Trin")}>{stepNames(mapping, offer)}</Fact>
          <Fact name={t("Kolonne")}>{session.columns?.find(({ column_id }) => column_id === offer.column_id)?.name}</Fact>
          <Fact name={t("Målgruppe")}>{offer.target_group}</Fact>
          <Fact name={t("Tilbuddet er til")}>{offer.reach && reachName(offer.reach)}</Fact>
          <Fact name={t("Adgang")}>{accessName(offer.access_route)}</Fact>
          <Fact name={t("Organisatorisk placering")}>{offer.organisational_unit}</Fact>
          <Fact name={t("Alder")}>{offer.age_span}</Fact>
          <Fact name={t("Gruppestørrelse")}>{offer.group_size}</Fact>
          <Fact name={t("Varighed")}>{offer.duration}</Fact>
          <Fact name={t("Lovgrundlag")}>{offer.legal_basis}</Fact>
          <Fact name={t("Kontakt")}>{offer.contact}</Fact>
          <Fact name={t("Til fagpersoner")}>{offer.consultative && t("Ja")}</Fact>
          <Fact name={t("Skrevet af")}>{author?.name}</Fact>
          <Fact name={t("Kilde")}>{offer.provenance.source}</Fact>
          <Fact name={t("Bekræftet")}>{offer.provenance.confirmed === false && t("Nej, ingen i rummet har sagt, at det stadig gælder")}</Fact>
        </dl>
        {offer.questions?.length ? (
          <Part title={t("Spørgsmål og svar")}>
            <dl class="asked">
              {offer.questions.map(({ question_id, text, answer }) => [
                <dt key={question_id}>{text}</dt>,
                <dd key={`${question_id} answer`}>{answer || <span class="quiet">{t("Intet svar skrevet ned")}</span>}</dd>,
              ])}
            </dl>
          </Part>
        ) : null}
        {about.length ? (
          <Part title={t("Fund")}>
            <ul class="offer__list">
              {about.map(({ finding_id, form, number, text }) => (
                <li key={finding_id}>
                  <a href={`#finding-${finding_id}`}>
                    {findingName(form)} {number}
                  </a>
                  : {text}
                </li>
              ))}
            </ul>
          </Part>
        ) : null}
        {agreed.length ? (
          <Part title={t("Hvem gør hvad")}>
            <ul class="offer__list">
              {agreed.map(({ action_id, what, who, due }) => (
                <li key={action_id}>{[what, who, due && day(due)].filter(Boolean).join(" · ")}</li>
              ))}
            </ul>
          </Part>
        ) : null}
      </div>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stepNames({ session }: Mapping, { step_id, other_step_ids }: Offer): string {
  const names = new Map(session.steps.map((step, i) => [step.step_id, `${i + 1} ${step.name}`]));
  if (step_id === null) return t("Uden trin");
  const main = names.get(step_id) ?? "";
  return other_step_ids.length ? t("{main}; også på {others}", { main, others: other_step_ids.map((id) => names.get(id)).join(", ") }) : main;
}

/** Without what the table is narrowed down to: whoever gets it wants the offer. */
function addressOf(offer: Offer): string {
  return `${location.origin}${location.pathname}#offer-${offer.offer_id}`;
}
