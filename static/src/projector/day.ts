import { date } from "../words.ts";

/** An ISO date as people write it: 12. november 2026. */
export function day(iso: string): string {
  // At noon where the reader is: midnight in UTC is the day before in half of the world.
  return date(Date.parse(`${iso}T12:00`));
}
