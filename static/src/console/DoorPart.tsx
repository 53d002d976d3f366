// The door: the code and the QR for those who are to come in, and who may.

import { Confirm } from "../parts/Dialog.tsx";
import { Icon } from "../parts/Icon.tsx";
import { toast } from "../parts/Toast.tsx";
import { presence } from "../state.ts";
import { t, tn } from "../words.ts";
import { open, shell } from "./desk.ts";
import { kindWords } from "./DoorDialog.tsx";
import { choosesDoor, door, moveDoor } from "./door.ts";
import { Trouble } from "./Trouble.tsx";

export function DoorPart() {
  const { closed, code, kind, qr, waiting, word } = door.value;
  const phones = presence.value?.phones ?? 0;
  return (
    <section class="door" aria-label={t("Døren")}>
      <div class="getin">
        {qr ? (
          <svg class="getin__qr" viewBox={`0 0 ${qr.size} ${qr.size}`} shape-rendering="crispEdges" role="img" aria-label={t("QR-kode til at gå ind")}>
            <path d={qr.path} />
          </svg>
        ) : (
          <Icon name="lock" />
        )}
        <p class="getin__words">
          {closed ? (
            <>
              <b role="status">{t("Døren er lukket")}</b>
              <span class="small quiet">{t("Ingen nye kommer ind. De, der har været inde, kan komme tilbage.")}</span>
            </>
          ) : (
            <>
              <span class="small quiet">{t("Gå ind på {address} med koden", { address: shell.address })}</span>
              <b class="getin__code">{code}</b>
            </>
          )}
          <span class="small quiet">{tn(phones, "{n} telefon er forbundet", "{n} telefoner er forbundet")}</span>
        </p>
      </div>
      {waiting.length ? null : <Trouble place="door" />}
      <div class="pair">
        <button type="button" class="button button--small" onClick={() => void moveDoor({ do: closed ? "open" : "close" })}>
          {closed ? t("Åbn døren") : t("Luk døren")}
        </button>
        <button type="button" class="button button--small" onClick={() => (open.value = { kind: "new_code" })}>
          {t("Ny kode …")}
        </button>
      </div>
      <p class="door__kind small">
        <span>
          {closed && kind !== "word" ? <span class="quiet">{t("Når den åbnes:")} </span> : null}
          {kind === "word" ? <SayAloud word={word} /> : kindWords(kind)}
        </span>
        {choosesDoor ? (
          <button type="button" class="button button--plain button--small" aria-label={t("Ret, hvem der kan komme ind")} onClick={() => (open.value = { kind: "door" })}>
            {t("Ret")}
          </button>
        ) : null}
      </p>
    </section>
  );
}

function SayAloud({ word }: { word: string }) {
  return (
    <>
      {t("Sig ordet højt:")} <b class="door__said">{word}</b>
    </>
  );
}

/** Asked about once: the old code stands on paper and in mails too, and does not come back. */
export function NewCode() {
  const close = () => (open.value = null);
  const renew = async () => {
    close();
    if (await moveDoor({ do: "renew" })) toast(t("Koden er ny. Den står allerede på skærmen."));
  };
  return (
    <Confirm
      title={t("Lav en ny kode?")}
      consequence={t("Den gamle kode og QR-kode lukker ingen nye ind, heller ikke dem på trykt papir. De telefoner, der er inde, mærker ikke noget.")}
      action={t("Lav en ny kode")}
      onConfirm={() => void renew()}
      onClose={close}
    />
  );
}
