import assert from "node:assert/strict";
import { test } from "node:test";

import { addCard, moveCard, openStage } from "../commands.ts";
import type { Kept } from "../outbox.ts";
import { TabStore } from "./tabStore.ts";

class Tab implements Storage {
  readonly #kept = new Map<string, string>();
  get length() {
    return this.#kept.size;
  }
  key = (index: number) => [...this.#kept.keys()][index] ?? null;
  getItem = (key: string) => this.#kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#kept.set(key, value);
  removeItem = (key: string) => void this.#kept.delete(key);
  clear = () => this.#kept.clear();
}

const first: Kept = { command: addCard("c1", { name: "Lektiecafé", area_id: "skole" }), since: 1 };
const second: Kept = { command: moveCard("c1", { step_id: "s1" }), since: 2 };

test("what was asked is there when the page is loaded again, and gone when it is answered", async () => {
  const tab = new Tab();
  tab.setItem("trappe-s-scribe", '"a draft of another kind"');
  const store = new TabStore("s", "ada", tab);
  await store.put(first);
  await store.put(second);
  assert.deepEqual(await new TabStore("s", "ada", tab).all(), [first, second]);
  await store.remove(first.command.id);
  assert.deepEqual(await new TabStore("s", "ada", tab).all(), [second]);
});

test("another workshop in the same tab is another store", async () => {
  const tab = new Tab();
  await new TabStore("s", "ada", tab).put(first);
  assert.deepEqual(await new TabStore("other", "ada", tab).all(), []);
});

test("what somebody else asked who was signed in before waits until it is taken over, or is thrown away", async () => {
  const tab = new Tab();
  await new TabStore("s", "ada", tab).put(first);
  const store = new TabStore("s", "bo", tab);
  assert.deepEqual([await store.all(), store.leftOver], [[], [first]]);
  let isRead = false;
  store.onChange(() => (isRead = true));
  store.takeOver();
  assert.deepEqual([await store.all(), store.leftOver, isRead], [[first], [], true]);

  const later = new TabStore("s", "cy", tab);
  later.discardLeftOver();
  assert.deepEqual([later.leftOver, await store.all()], [[], []]);
});

test("a tab that is full says so: the outbox then sends from memory", async () => {
  const tab = new Tab();
  tab.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  await assert.rejects(new TabStore("s", "ada", tab).put({ command: openStage("writing"), since: 1 }));
});
