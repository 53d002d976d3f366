// Going to another stage changes every screen in the room, so it is asked once, in one sentence. It can be taken back.

import { openStage as openStageCommand } from "../commands.ts";
import { Confirm } from "../parts/Dialog.tsx";
import { presence, session, stage } from "../state.ts";
import { t, tn } from "../words.ts";
import { backWords, startWords } from "./day.ts";
import { actWithWayBack, open } from "./desk.ts";
import { afterDrawing } from "./focus.ts";
import { worthKnowing } from "./Rail.tsx";

export function StageDialog({ stageId }: { stageId: string }) {
  const { agenda } = session.value!;
  const target = agenda.find((one) => one.stage_id === stageId);
  if (!target) return null;
  const isAhead = agenda.indexOf(target) > agenda.findIndex((one) => one.stage_id === stage.value!.stage_id);
  const go = () => {
    open.value = null;
    void actWithWayBack("rail", openStageCommand(stageId), t("Dagen er nu ved “{title}”.", { title: target.title }));
    // Not back to the button: it now leads one stage further, and the next Space is meant for the cards.
    afterDrawing(() => document.getElementById("work")?.focus());
  };
  const drafts = Object.values(presence.value?.drafts ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <Confirm
      title={t("Gå til “{title}”?", { title: target.title })}
      action={isAhead ? startWords(target, agenda) : backWords(target, agenda)}
      consequence={
        <>
          {isAhead ? t("Alle skærme skifter.") : t("Alle skærme skifter. Intet, der er skrevet, går tabt.")}{" "}
          {isAhead && drafts ? tn(drafts, "{n} kort er ved at blive skrevet. Det kan gemmes bagefter.", "{n} kort er ved at blive skrevet. De kan gemmes bagefter.") : null}{" "}
          {isAhead ? worthKnowing({ next: target }) : null}
        </>
      }
      onConfirm={go}
      onClose={() => (open.value = null)}
    />
  );
}
