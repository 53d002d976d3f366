import { at } from "../at.ts";

/** Where a phone that has been in comes in again; `change` also while it is in, to sit down at another table. */
export function joinAddress(sessionId: string, change = false): string {
  return at(`/back/${sessionId}${change ? "?change=1" : ""}`);
}
