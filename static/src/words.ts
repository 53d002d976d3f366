// Words and figures as the reader writes them. Source texts are Danish; a page in English brings its translations
// along as globalThis.catalog, and a text that is missing there is shown in Danish rather than not at all.

export type Params = Readonly<Record<string, string | number>>;
export type Catalog = Readonly<Record<string, string | readonly [string, string]>>;

declare global {
  var catalog: Catalog | undefined;
}

export type Language = "da" | "en";

export function language(): Language {
  return globalThis.catalog ? "en" : "da";
}

/** The text in the reader's language; `{name}` is replaced by `params.name`. */
export function t(msgid: string, params?: Params): string {
  const found = globalThis.catalog?.[msgid];
  return fill(typeof found === "string" ? found : msgid, params);
}

/** As `t`, for a text that follows a number: `tn(3, "1 kort", "{n} kort")`. The number is always there as `{n}`. */
export function tn(n: number, one: string, many: string, params?: Params): string {
  const found = globalThis.catalog?.[one];
  const [single, several] = found === undefined || typeof found === "string" ? [one, many] : found;
  return fill(n === 1 ? single : several, { n: number(n), ...params });
}

function fill(text: string, params?: Params): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
}

const LOCALES: Record<Language, string> = { da: "da-DK", en: "en-GB" };
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

// Making an Intl formatter costs a hundred times more than using one.
function kept<F extends Intl.DateTimeFormat | Intl.NumberFormat>(kind: string, make: (locale: string) => F): F {
  const key = `${kind} ${language()}`;
  const format = formats.get(key) ?? make(LOCALES[language()]);
  formats.set(key, format);
  return format as F;
}

/** Clock time where the reader is: 10.25 in Danish, 10:25 in English. */
export function time(ms: number): string {
  return kept("time", (locale) => new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" })).format(ms);
}

/** 12. november 2026. */
export function date(ms: number): string {
  return kept("date", (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" })).format(ms);
}

/** An ISO date as people write it: 12. november 2026. */
export function day(iso: string): string {
  // At noon where the reader is: midnight in UTC is the day before in half of the world.
  return date(Date.parse(`${iso}T12:00`));
}

export function number(n: number): string {
  return kept("number", (locale) => new Intl.NumberFormat(locale)).format(n);
}

/** Time left as 28:14, from an hour on as 1:02:10; time passed the end as +1:20. */
export function countdown(ms: number): string {
  const over = ms <= -1000;
  // Rounded so that 45 minutes begin as 45:00 and 0:00 stands for the last second before the end, not for one after it.
  const seconds = over ? Math.floor(-ms / 1000) : Math.max(0, Math.ceil(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${hours ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return `${over ? "+" : ""}${hours ? `${hours}:` : ""}${rest}`;
}

/** Step numbers in the short form of a card: 2–6 for three or more in a row, otherwise 3·6. */
export function range(steps: readonly number[]): string {
  const sorted = [...new Set(steps)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    if (end - i >= 2) parts.push(`${sorted[i]}–${sorted[end]}`);
    else for (let k = i; k <= end; k++) parts.push(String(sorted[k]));
    i = end + 1;
  }
  return parts.join("·");
}
