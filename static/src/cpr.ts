// Personal numbers are stopped where they are typed. The same rule as looks_like_cpr in board/text.py, and the same
// examples: tests/cpr_cases.json.

// Ten digits shaped DDMMYY-SSSS, with blanks and hyphens where people put them. No lookbehind: on an iPhone from before
// 2023 that is a syntax error, and the page would not start.
const GAP = "[ .\\-\\u2010-\\u2015]";
const CPR = new RegExp(
  `(?:^|\\P{Nd})(0[1-9]|[12]\\p{Nd}|3[01])${GAP}?(0[1-9]|1[0-2])${GAP}?\\p{Nd}{2}${GAP}{0,3}\\p{Nd}{4}(?!\\p{Nd})`,
  "u",
);

export function looksLikeCpr(text: string): boolean {
  return CPR.test(text);
}
