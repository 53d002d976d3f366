import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync("static/css/tokens.css", "utf8");

function listAfter(selector: string): Map<string, string> {
  const start = css.indexOf("{", css.indexOf(selector)) + 1;
  const body = css.slice(start, css.indexOf("}", start));
  return new Map([...body.matchAll(/(--[\w-]+|color-scheme):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
}

const light = listAfter(":root {\n    color-scheme: light");
const chosen = listAfter(':root[data-theme="dark"] {');
const dark = new Map([...light, ...chosen]);

test("dark is the same whether chosen or from the device", () => {
  assert.deepEqual(listAfter(':root:not([data-theme="light"], [data-theme="dark"]) {'), chosen);
});

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const GROUNDS = ["--paper", "--sheet", "--step-1", "--step-6"];

for (const [theme, tokens] of [
  ["light", light],
  ["dark", dark],
] as const) {
  const check = (text: string, ground: string, least: number) => {
    const ratio = contrast(tokens.get(text)!, tokens.get(ground)!);
    assert.ok(ratio >= least, `${theme}: ${text} on ${ground} is ${ratio.toFixed(2)}, wanted ${least}`);
  };

  test(`text can be read on every ground it stands on (${theme})`, () => {
    for (const text of ["--ink", "--ink-2", "--action", "--stored", "--error"]) {
      for (const ground of GROUNDS) check(text, ground, 4.5);
    }
    // The clock lives on paper and cards, never on the upper steps.
    for (const ground of ["--paper", "--sheet", "--step-1"]) check("--time", ground, 4.5);
    for (const tone of ["action", "time", "stored", "error"]) {
      check("--ink", `--${tone}-soft`, 4.5);
      check(`--${tone}`, `--${tone}-soft`, 4.5);
    }
    check("--on-action", "--action", 4.5);
  });

  test(`what can be pressed has an edge that is seen (${theme})`, () => {
    for (const ground of GROUNDS) check("--edge", ground, 3);
    for (const ground of GROUNDS) check("--focus", ground, 3);
  });

  test(`letters can be read in every tag (${theme})`, () => {
    for (const pale of ["dag", "sko", "tan", "sun", "ppr", "civ"]) check("--on-pale", `--area-${pale}`, 4.5);
    for (const deep of ["myn", "ssp", "fpk", "fam", "doeg"]) check("--on-deep", `--area-${deep}`, 4.5);
  });
}
