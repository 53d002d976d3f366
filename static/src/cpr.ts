// Personal numbers are stopped where they are typed. The same rule as looks_like_cpr in board/text.py, and the same
// examples: tests/cpr_cases.json.

// Ten digits shaped DDMMYY-SSSS, with blanks and hyphens where people put them. No lookbehind: on an iPhone from before
// 2023 that is a syntax error, and the page would not start.
// A number that goes on in the next line is found when its date is one piece.
const GAP = "[ .\\-\\u2010-\\u2015\\u2043\\u2212\\ufe58\\ufe63\\uff0d]";
const DAY = "(?:0[1-9]|[12]\\p{Nd}|3[01])";
const MONTH = "(?:0[1-9]|1[0-2])";
const CPR = new RegExp(
  `(?:^|\\P{Nd})(?:${DAY}${GAP}?${MONTH}${GAP}?\\p{Nd}{2}${GAP}{0,3}|${DAY}${MONTH}\\p{Nd}{2}${GAP}?\\n)\\p{Nd}{4}(?!\\p{Nd})`,
  "u",
);
const WIDE = /[\uff10-\uff19]/g; // figures as East Asian keyboards write them
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/g; // joiners and the like

export function looksLikeCpr(text: string): boolean {
  const seen = text.replace(UNSEEN, "").replace(WIDE, (figure) => String(figure.charCodeAt(0) - 0xff10));
  return CPR.test(seen);
}
