import { strict as assert } from "node:assert";
import { mock, test } from "node:test";

import { signal } from "@preact/signals";

import type { Status } from "../live.ts";
import type { ServerMessage } from "../protocol.ts";
import { type Around, reloadWhenIdle } from "./release.ts";

function phone(at: Partial<Around> = {}) {
  let hear: (message: ServerMessage) => void = () => {};
  const status = signal<Status>("open");
  const seen = { reloads: 0, tried: new Set<string>() };
  const around: Around = {
    live: { status, onMessage: (heard) => ((hear = heard), () => {}) },
    isIdle: () => true,
    tried: (release) => seen.tried.has(release),
    note: (release) => void seen.tried.add(release),
    canFetch: async () => true,
    reload: () => void seen.reloads++,
    ...at,
  };
  reloadWhenIdle(around, () => 0.5);
  const snapshot = (release: string) => hear({ type: "snapshot", release } as ServerMessage);
  return { seen, status, snapshot };
}

async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

test("a phone comes anew with a new release, once, and not at once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { seen, snapshot } = phone();
  snapshot("a");
  snapshot("a");
  await pass(200_000);
  assert.equal(seen.reloads, 0);
  snapshot("b");
  await pass(5_000);
  assert.equal(seen.reloads, 0, "the room's own work comes first");
  await pass(60_000);
  assert.equal(seen.reloads, 1);
  snapshot("b");
  await pass(200_000);
  assert.equal(seen.reloads, 1, "two releases side by side make no phone jump to and fro");
  mock.timers.reset();
});

test("who writes, waits to be heard, or has no line is not disturbed", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let idle = false;
  const { seen, status, snapshot } = phone({ isIdle: () => idle });
  snapshot("a");
  snapshot("b");
  await pass(300_000);
  assert.equal(seen.reloads, 0);
  idle = true;
  status.value = "away";
  await pass(60_000);
  assert.equal(seen.reloads, 0);
  status.value = "open";
  await pass(60_000);
  assert.equal(seen.reloads, 1);
  mock.timers.reset();
});

test("a page that cannot be had, or a card begun meanwhile, keeps the old one open", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let idle = true;
  let answer = false;
  const { seen, snapshot } = phone({
    isIdle: () => idle,
    canFetch: async () => {
      idle = !answer;
      return answer;
    },
  });
  snapshot("a");
  snapshot("b");
  await pass(100_000);
  assert.equal(seen.reloads, 0, "no page came");
  answer = true;
  await pass(100_000);
  assert.equal(seen.reloads, 0, "a card was begun while the page was fetched");
  mock.timers.reset();
});

test("a server that goes back to the old release takes the wish back", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { seen, snapshot } = phone();
  snapshot("a");
  snapshot("b");
  snapshot("a");
  await pass(300_000);
  assert.equal(seen.reloads, 0);
  mock.timers.reset();
});
