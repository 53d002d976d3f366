import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { signal } from "@preact/signals";

import type { Live, Status } from "../live.ts";
import type { ClientMessage, ServerMessage, YourSign } from "../protocol.ts";
import { Signs } from "./signs.ts";

class Line implements Live {
  status = signal<Status>("open");
  awaySince = signal(null);
  offset = signal(0);
  closedWith = signal(null);
  sent: ClientMessage[] = [];
  #hear: (message: ServerMessage) => void = () => {};
  send(message: ClientMessage) {
    if (this.status.value === "open") this.sent.push(message);
    return this.status.value === "open";
  }
  onMessage(hear: (message: ServerMessage) => void) {
    this.#hear = hear;
    return () => {};
  }
  says(yours: Partial<YourSign>) {
    this.#hear({ type: "your_sign", opened_at: 1, ready: false, call: "", since: 0, seen: false, ...yours });
  }
}

let line: Line;
let signs: Signs;
const openedAt = signal<number | null>(1);

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 5_000 });
  line = new Line();
  openedAt.value = 1;
  signs = new Signs(line, openedAt);
});
afterEach(() => mock.timers.reset());

test("a raised hand is sent until the phone hears its own words back", () => {
  signs.call("hand");
  assert.deepEqual(line.sent, [{ type: "sign", opened_at: 1, ready: false, call: "hand", since: 5_000 }]);
  assert.equal(signs.heard.value, false);
  mock.timers.tick(3_000);
  assert.equal(line.sent.length, 2);
  line.says({ call: "hand", since: 5_000 });
  assert.equal(signs.heard.value, true);
  mock.timers.tick(10_000);
  assert.equal(line.sent.length, 2);
});

test("the same once more takes it back, and being ready is told beside it", () => {
  signs.call("help");
  signs.toggleReady();
  signs.call("help");
  assert.deepEqual({ ...signs.said.value, since: 0 }, { ready: true, call: "", since: 0 });
  assert.equal(line.sent.length, 3);
});

test("an old answer does not undo what was pressed since", () => {
  signs.call("hand");
  signs.call("help");
  line.says({ call: "hand", since: 5_000 });
  assert.equal(signs.said.value.call, "help");
  assert.equal(signs.heard.value, false);
});

test("what the facilitator has seen is over, and the phone is told so once", () => {
  signs.call("hand");
  line.says({ call: "hand", since: 5_000 });
  line.says({ call: "", since: 5_000, seen: true });
  assert.equal(signs.said.value.call, "");
  line.says({ call: "", since: 5_000, seen: true });
  assert.equal(signs.seen.value, 1);
});

test("a phone that comes back hears first, and says it again only if the server has forgotten", () => {
  signs.call("hand");
  line.says({ call: "hand", since: 5_000 });
  line.status.value = "away";
  assert.equal(signs.heard.value, false);
  line.status.value = "open";
  assert.equal(line.sent.length, 1);
  mock.timers.tick(3_000);
  assert.equal(line.sent.length, 2);
});

test("what was taken down while the phone slept is not raised again", () => {
  signs.call("hand");
  line.says({ call: "hand", since: 5_000 });
  line.status.value = "away";
  line.status.value = "open";
  line.says({ call: "", since: 5_000, seen: true });
  mock.timers.tick(10_000);
  assert.equal(line.sent.length, 1);
  assert.equal(signs.seen.value, 1);
});

test("what was taken back without a line is told when there is one", () => {
  signs.call("hand");
  line.says({ call: "hand", since: 5_000 });
  line.status.value = "away";
  signs.call("hand");
  line.status.value = "open";
  line.says({ call: "hand", since: 5_000 });
  assert.equal(signs.said.value.call, "");
  mock.timers.tick(3_000);
  assert.equal((line.sent.at(-1) as { call: string }).call, "");
});

test("with the next stage everything is over", () => {
  signs.call("hand");
  signs.toggleReady();
  openedAt.value = 2;
  assert.deepEqual(signs.said.value, { ready: false, call: "", since: 0 });
  line.says({ opened_at: 1, call: "hand", since: 5_000 });
  assert.equal(signs.said.value.call, "");
});
