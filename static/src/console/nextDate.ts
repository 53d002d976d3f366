// When the mapping is looked through next, as it follows from the day of the workshop and how often it is to be done. Pure.

import type { Upkeep } from "../protocol.ts";

const MONTHS: Readonly<Partial<Record<Upkeep["rhythm"], number>>> = { half_yearly: 6, yearly: 12, two_yearly: 24 };
const DAY = 86_400_000;

/** An ISO date, a working day; empty where the rhythm does not tell. */
export function nextDate(workshop: string, rhythm: Upkeep["rhythm"]): string {
  const months = MONTHS[rhythm];
  const [year, month, day] = workshop.split("-").map(Number);
  if (months === undefined || !year || !month || !day) return "";
  // The last of a month that is shorter; a Saturday or Sunday becomes the Monday after.
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const found = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
  const after = { 6: 2, 0: 1 }[found.getUTCDay()] ?? 0;
  return new Date(found.getTime() + after * DAY).toISOString().slice(0, 10);
}
