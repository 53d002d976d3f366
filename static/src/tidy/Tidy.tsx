// The whole page: what is tidied and how it stands at the top; below it the offers, the one that is worked on, and what has changed.

import { useEffect } from "preact/hooks";

import { at } from "../at.ts";
import { beginTidying, giveUpTidying } from "../commands.ts";
import { ActionsPanel } from "../console/ActionsPanel.tsx";
import { AlarmDialog } from "../console/AlarmDialog.tsx";
import { act, isNarrow, isTidied, open as asked, shell } from "../console/desk.ts";
import { FindingsPanel } from "../console/FindingsPanel.tsx";
import { Keeping, WayBack } from "../console/Head.tsx";
import { listenToUndoKey } from "../console/letters.ts";
import { Line } from "../console/Line.tsx";
import { Others } from "../console/Others.tsx";
import { ProcessDialog } from "../console/ProcessDialog.tsx";
import { Trouble } from "../console/Trouble.tsx";
import { Announcer } from "../parts/Announcer.tsx";
import { Confirm } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import { TabPanel, Tabs } from "../parts/Tabs.tsx";
import { Unbroken } from "../parts/Unbroken.tsx";
import { actions, cards, control, findings, session, stage } from "../state.ts";
import { t } from "../words.ts";
import { AddDialog } from "./AddDialog.tsx";
import { Changes, SaveDialog } from "./Changes.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { OfferForm } from "./OfferForm.tsx";
import { Offers } from "./Offers.tsx";
import { SplitDialog } from "./SplitDialog.tsx";
import { card, close, data, open, type View, view } from "./tidying.ts";

export function Tidy() {
  if (!session.value || !stage.value) return <Line />;
  return (
    <>
      <Line />
      <div class="tidy__page">
        <Head />
        <Body />
      </div>
      <AlarmDialog />
      <Announcer />
    </>
  );
}

function Body() {
  const { frozen_at, version } = stage.value!;
  if (version !== data.version) return <Newer version={version} />;
  if (frozen_at === null) return <Open />;
  return isTidied.value ? <Desk /> : <Begin />;
}

function Head() {
  const plan = session.value!;
  return (
    <header class="tidy__head">
      <a class="button button--small" href={`${shell.mapping}/${data.version}`}>
        <Icon name="back" />
        {t("Til kortlægningen")}
      </a>
      <div class="tidy__title">
        <h1>
          <Unbroken text={t("Ryd op i version {version}", { version: data.version })} />
        </h1>
        <p class="quiet small">{plan.title}</p>
      </div>
      {isTidied.value ? (
        <>
          <ul class="head__facts">
            <Others />
            <li>
              <Keeping stored={t("Kladden er gemt")} />
            </li>
          </ul>
          <div class="head__ways">
            <WayBack />
            <button type="button" class="button tidy__give-up" onClick={() => (open.value = { kind: "give-up" })}>
              {t("Opgiv oprydningen")}
            </button>
          </div>
        </>
      ) : null}
    </header>
  );
}

function Desk() {
  useEffect(listenToUndoKey, []);
  const worked = card.value;
  return (
    <>
      <main class="tidy__desk">
        <div class="tidy__work">
          <Tabs
            id="tidy"
            label={t("Hvad der ryddes op i")}
            tabs={[
              { key: "offers", label: t("Tilbud"), count: cards.value.length },
              { key: "findings", label: t("Overlap og mangler"), count: findings.value.length },
              { key: "actions", label: t("Hvem gør hvad"), count: actions.value.length },
            ]}
            selected={view.value}
            onSelect={(next: View) => (view.value = next)}
          />
          <TabPanel id="tidy" selected={view.value}>
            {view.value === "offers" ? (
              <div class="tidy__offers">
                {worked && isNarrow.value ? null : <Offers />}
                {worked ? (
                  <OfferForm key={worked.card_id} card={worked} />
                ) : (
                  <section class="tidy-form tidy-form--empty" aria-label={t("Tilbuddet")}>
                    <p class="empty">{t("Vælg et tilbud i listen. Piletaster går op og ned, Enter går ind i det, og Escape går tilbage til listen.")}</p>
                  </section>
                )}
              </div>
            ) : (
              <div class="tidy__panel">
                <Trouble place="panel" />
                {view.value === "findings" ? <FindingsPanel /> : <ActionsPanel />}
              </div>
            )}
          </TabPanel>
        </div>
        <Changes />
      </main>
      <Over />
    </>
  );
}

function Over() {
  const over = open.value;
  const theirs = asked.value;
  if (theirs?.kind === "process") return <ProcessDialog step={theirs.step ?? "end_product"} returned={theirs.returned} />;
  switch (over?.kind) {
    case "merge":
      return <MergeDialog cardId={over.cardId} />;
    case "split":
      return <SplitDialog cardId={over.cardId} />;
    case "add":
      return <AddDialog />;
    case "save":
      return <SaveDialog />;
    case "give-up":
      return (
        <Confirm
          title={t("Opgiv oprydningen?")}
          consequence={t("Version {version} bliver, som den er. Det, der er rettet, bliver liggende, så I kan fortsætte senere.", { version: data.version })}
          action={t("Opgiv oprydningen")}
          onClose={close}
          onConfirm={() => {
            close();
            void act("board", giveUpTidying());
          }}
        />
      );
    default:
      return null;
  }
}

function Begin() {
  const isLeft = control.value?.tidying === "left";
  const begin = (goOn: boolean) => void act("board", beginTidying(goOn));
  return (
    <main class="tidy__begin">
      <p>
        {t("Ret stavefejl, udfyld det, der mangler, læg dubletter sammen, del et tilbud i to, og tilføj dem, der blev glemt. Version {version} ved siden af viser hele tiden, hvad der stod.", {
          version: data.version,
        })}
      </p>
      <p>
        {t("Deltagerne og skærmen i rummet ser version {version}, til I gemmer version {next}. Version {version} bliver aldrig ændret, og alt kan fortrydes.", {
          version: data.version,
          next: data.version + 1,
        })}
      </p>
      <Trouble place="board" />
      <p class="tidy__begin-ways">
        <button type="button" class="button button--main button--large" onClick={() => begin(isLeft)}>
          <Icon name="pen" />
          {isLeft ? t("Fortsæt oprydningen") : t("Begynd at rydde op")}
        </button>
        {isLeft ? (
          <button type="button" class="button button--large" onClick={() => begin(false)}>
            {t("Begynd forfra med version {version}", { version: data.version })}
          </button>
        ) : null}
      </p>
    </main>
  );
}

function Open() {
  return (
    <main class="tidy__begin">
      <p>{t("Tavlen er åbnet igen, så dagen går videre. Afslut kortlægningen i konsollen først; så kan I rydde op i den.")}</p>
      <p>
        <a class="button button--main" href={at(`/console/${shell.sessionId}`)}>
          {t("Til konsollen")}
        </a>
      </p>
    </main>
  );
}

function Newer({ version }: { version: number }) {
  return (
    <main class="tidy__begin">
      <p role="status">{t("Version {version} er gemt.", { version })}</p>
      <p class="tidy__begin-ways">
        <a class="button button--main" href={`${shell.mapping}/${version}`}>
          {t("Se version {version}", { version })}
        </a>
        <a class="button" href="">
          {t("Ryd op i version {version}", { version })}
        </a>
      </p>
    </main>
  );
}
