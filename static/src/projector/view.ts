// Which picture the wall shows. It follows the open stage, except where somebody has asked for something to be seen.

import type { Stage, StageThing } from "../protocol.ts";

export type View =
  | "welcome"
  | "break"
  | "introduction"
  | "writing"
  | "staircase"
  | "presenting"
  | "reflection"
  | "wrapup"
  | "frozen";

/** `presented`: whether the card that is to be shown large is there to be read. */
export function viewOf(open: Stage, stage: StageThing, presented: boolean): View {
  if (stage.frozen_at !== null) return "frozen";
  if (presented) return "presenting";
  switch (open.kind) {
    case "preparation":
    case "welcome":
      return "welcome";
    case "introduction":
      return "introduction";
    case "break":
      return "break";
    case "wrapup":
      return "wrapup";
    // What nobody may read yet cannot be hung up either: then the wall counts, whatever the stage is called.
    case "writing":
    case "placing":
    case "presenting":
      return stage.texts_shown ? "staircase" : "writing";
    case "reflection":
      return stage.texts_shown ? "reflection" : "writing";
  }
}
