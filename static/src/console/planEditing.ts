// The plan in a form: what was changed here, what others change meanwhile, and saving it. Whoever draws it says which parts are shown.

import { useState } from "preact/hooks";

import { changeSetup } from "../commands.ts";
import type { Answer } from "../outbox.ts";
import type { ChangeSetup, ProcessNoteInput } from "../protocol.ts";
import { processNotes, session } from "../state.ts";
import { t } from "../words.ts";
import type { Refusal } from "./CardFields.tsx";
import { ask, open, type Returned } from "./desk.ts";
import { type Editing, keepMine, look, type Plan, type PlanField, planOf, takeTheirs, toAsk, touch, type Wanted } from "./plan.ts";
import { focusPlanNews } from "./PlanNews.tsx";

export type PlanEditing = ReturnType<typeof usePlanEditing>;

export function usePlanEditing(returned: Returned<ChangeSetup> | undefined) {
  const now = planOf(session.value!, processNotes.value);
  const [editing, setEditing] = useState<Editing>(() => begin(now, returned));
  const [refusal, setRefusal] = useState<Refusal | null>(returned?.refusal ?? null);
  const [isSaving, setSaving] = useState(false);
  /** Where to go once it is said what becomes of the changes; null while nobody wants to leave. */
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const { plan, news, clashes } = look(editing, now);
  const isDirty = toAsk(plan, now) !== null;
  return {
    plan,
    refusal,
    setRefusal,
    isSaving,
    isDirty,
    leaving,
    news: {
      editing,
      now,
      news,
      clashes,
      onKeep: (field: PlanField) => setEditing(keepMine(editing, now, field)),
      onTake: (field: PlanField) => setEditing(takeTheirs(editing, now, field)),
    },
    change: (more: Partial<Plan>) => setEditing(touch(editing, now, more)),
    discard: () => (leaving ?? close)(),
    leave: (then = close) => (isDirty ? setLeaving(() => then) : then()),
    /** What is to be asked for so that this becomes the plan; null where one has to choose first, or there is nothing to ask for. */
    ready: (whole: Plan): Wanted | null => {
      setLeaving(null);
      if (clashes.length) {
        focusPlanNews();
        setRefusal({ field: "", sentence: t("Vælg først, hvad der skal stå, hvor I begge har rettet.") });
        return null;
      }
      const wanted = toAsk(whole, now);
      if (!wanted) close();
      return wanted;
    },
    /** Asks for it, and leaves once it is stored. */
    save: async (wanted: Wanted): Promise<Answer> => {
      setSaving(true);
      const answer = await ask(changeSetup(wanted.changes, wanted.seen));
      setSaving(false);
      if (answer.kind === "stored") (leaving ?? close)();
      else setRefusal({ field: answer.field, sentence: answer.sentence });
      return answer;
    },
  };
}

function close(): void {
  open.value = null;
}

function begin(now: Plan, returned: Returned<ChangeSetup> | undefined): Editing {
  if (!returned) return { seen: now, mine: {} };
  const { process: mine, ...changes } = returned.command.changes;
  const { process: seen, ...rest } = returned.command.seen;
  return {
    seen: { ...now, ...rest, process: withNotes(now.process, seen ?? []) } as Plan,
    mine: { ...changes, ...(mine ? { process: withNotes(now.process, mine) } : {}) } as Partial<Plan>,
  };
}

/** Only the steps that were changed travel. */
function withNotes(process: Plan["process"], notes: readonly ProcessNoteInput[]): Plan["process"] {
  return process.map((note) => ({ ...note, ...notes.find(({ step }) => step === note.step) }));
}
