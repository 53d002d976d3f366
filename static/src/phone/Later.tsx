// A view that is fetched when it is needed. It is there at once on nearly every phone: the page has asked for it before.

import { useEffect } from "preact/hooks";

import { t } from "../words.ts";
import { fetchRest, isMissing, rest } from "./fetching.ts";

interface Props {
  readonly view: "ActionsView" | "FindingsView" | "Presented" | "Result";
}

export function Later({ view }: Props) {
  const View = rest.value?.[view];
  return View ? <View /> : <OnItsWay />;
}

export function LaterNote({ findingId }: { findingId: string | undefined }) {
  const NoteForm = rest.value?.NoteForm;
  return NoteForm ? <NoteForm key={findingId} findingId={findingId} /> : <OnItsWay />;
}

function OnItsWay() {
  useEffect(() => void fetchRest(), []);
  if (!isMissing.value) return <p class="phone__empty">{t("Henter …")}</p>;
  return (
    <div class="page">
      <p>{t("Siden kunne ikke hentes lige nu. Den prøver igen af sig selv. Det, du har skrevet, ligger på telefonen.")}</p>
      <button type="button" class="button button--wide" onClick={() => location.reload()}>
        {t("Hent siden igen")}
      </button>
    </div>
  );
}
