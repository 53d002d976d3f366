// A soft word before the time is up: five minutes and one minute before.

const MINUTE = 60_000;

/** In minutes. */
export const WARNINGS = [5, 1];

const SHOWN = MINUTE / 2; // for how long the first one stands; the last one stands to the end

/** Of how many minutes is to be warned now, when so much is `left` of a `length` (ms); null for none. What is that short needs no warning. */
export function warningOf(left: number, length: number): number | null {
  if (left <= 0) return null;
  const due = WARNINGS.find((minutes) => left <= minutes * MINUTE && (minutes === 1 || left > minutes * MINUTE - SHOWN));
  return due !== undefined && length > due * MINUTE ? due : null;
}
