// Personal numbers are stopped where they are typed. The same rule as looks_like_cpr in board/text.py, and the same
// examples: tests/cpr_cases.json.

// Ten digits shaped DDMMYY-SSSS, with blanks and hyphens where people put them. No lookbehind: on an iPhone from before
// 2023 that is a syntax error, and the page would not start.
// Why a date in one piece and one with a hyphen behind it count for more is said there.
const DASH = "\\-\\u2010-\\u2015\\u2043\\u2212\\ufe58\\ufe63\\uff0d";
const GAP = `[ .${DASH}]`;
const ANY = `[ .,/${DASH}]`;
const DAY = "(?:^|\\P{Nd})(?:0[1-9]|[12]\\p{Nd}|3[01])";
const MONTH = "(?:0[1-9]|1[0-2])";
const YEAR = "(?:19|20)?\\p{Nd}{2}";
const ONE_PIECE = DAY + MONTH + YEAR;
const LAST = "\\p{Nd}{4}(?!\\p{Nd})";
const CPR = new RegExp(
  `(?:${DAY}${GAP}?${MONTH}${GAP}?\\p{Nd}{2}${GAP}{0,3}|${ONE_PIECE}(?:${GAP}{0,3}|${GAP}?\\n|[/,])|${DAY}${ANY}${MONTH}${ANY}${YEAR} ?[${DASH}] ?)${LAST}`,
  "u",
);
const ENDS = new RegExp(`${ONE_PIECE}${GAP}{0,3}$`, "u");
const BEGINS = new RegExp(`^${GAP}{0,3}\\p{Nd}{4}(?!${GAP}?\\p{Nd})`, "u");
const WIDE = /[\uff10-\uff19]/g; // figures as East Asian keyboards write them
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/g; // joiners and the like

export function looksLikeCpr(text: string): boolean {
  return CPR.test(seen(text));
}

/** Whether two fields that stand beside each other on a form make up such a number together. */
export function splitCpr(first: string, then: string): boolean {
  return ENDS.test(seen(first)) && BEGINS.test(seen(then));
}

function seen(text: string): string {
  return text.replace(UNSEEN, "").replace(WIDE, (figure) => String(figure.charCodeAt(0) - 0xff10)).trim();
}
