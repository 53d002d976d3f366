// How one gets into this workshop, who waits to be let in, and how that is changed. It is no part of the board: it is in no log,
// and nothing takes it back.

import { at } from "../at.ts";
import { readData } from "../boot.ts";
import { type Door, followDoor } from "../door.ts";
import { t } from "../words.ts";
import { live, trouble } from "./desk.ts";

/** Somebody at the door, with the name that they typed for the facilitator to see. */
export interface Waiter {
  readonly person_id: string;
  readonly name: string;
  readonly area_id: string;
  readonly table_id: string;
  /** When they came, in ms of server time. */
  readonly since: number;
}

export interface ConsoleDoor extends Door {
  /** What is said aloud; empty where no word is asked for. */
  readonly word: string;
  /** Others to choose from. */
  readonly proposed: readonly string[];
  /** In the order in which they came. */
  readonly waiting: readonly Waiter[];
}

interface DoorData {
  readonly door: ConsoleDoor;
  readonly doors: string;
  readonly chooses_door: boolean;
}

const { door: first, doors: path, chooses_door } = readData<DoorData>()!;

/** Whether who sits here may say who comes in by the code; the owner of the workshop may. */
export const choosesDoor = chooses_door;

export const door = followDoor(live, at(path), first);

type Move =
  | { readonly do: "open" | "close" | "renew" }
  | { readonly do: "choose"; readonly kind: Door["kind"]; readonly word: string }
  | { readonly do: "let_in" | "turn_away"; readonly people: readonly Waiter[] };

/** False when it could not be done; then the panel says so. */
export async function moveDoor(move: Move): Promise<boolean> {
  const body = new URLSearchParams({ do: move.do });
  if (move.do === "choose") {
    body.set("kind", move.kind);
    body.set("word", move.word);
  }
  if ("people" in move) for (const { person_id } of move.people) body.append("person_id", person_id);
  try {
    const answer = await fetch(at(path), { method: "POST", body });
    if (answer.status === 422) {
      const { sentence } = (await answer.json()) as { sentence: string };
      trouble.value = { place: "door", sentence };
      return false;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    door.value = (await answer.json()) as ConsoleDoor;
  } catch {
    trouble.value = { place: "door", sentence: t("Døren kunne ikke ændres. Prøv igen om lidt.") };
    return false;
  }
  if (trouble.peek()?.place === "door") trouble.value = null;
  return true;
}
