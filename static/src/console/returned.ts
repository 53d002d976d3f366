// Refusals of what was asked before the page was loaded again: nobody waits for the answer any more, and nothing that was written may
// be lost with it. Forms that keep their words tell of it themselves (asking.ts); a dialog is opened again with the words in it.

import { t } from "../words.ts";
import { isNarrow, open, outbox, trouble, wholeDesk } from "./desk.ts";

outbox.onAnswer((command, answer, isAwaited) => {
  if (isAwaited || answer.kind === "stored") return;
  switch (command.type) {
    case "add_card":
    case "note_finding":
    case "edit_finding":
    case "note_action":
    case "edit_action":
      return;
    case "edit_card":
      open.value = { kind: "card", cardId: command.card_id, returned: { command, refusal: answer } };
      return;
    case "change_setup": {
      const { process, upkeep } = command.changes;
      const returned = { command, refusal: answer };
      if (upkeep) open.value = { kind: "process", step: "end_product", returned };
      else if (process?.[0]) open.value = { kind: "process", step: process[0].step, returned };
      else open.value = { kind: "plan", returned };
      return;
    }
    default: {
      const { sentence } = answer;
      const place = isNarrow.peek() && !wholeDesk.peek() ? "rail" : "board";
      trouble.value = { place, sentence: t("Noget, du gjorde, før siden blev indlæst igen, blev ikke til noget: {sentence}", { sentence }) };
    }
  }
});
