import { at } from "../at.ts";

/** Where one comes in with this code; `change` also for those who are in already, to sit down at another table. */
export function joinAddress(code: string, change = false): string {
  return at(`/j/${encodeURIComponent(code.replace(/\s/g, ""))}${change ? "?change=1" : ""}`);
}
