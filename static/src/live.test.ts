import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { countdown } from "./words.ts";
import { connect, NO_TICKET, REMOVED } from "./live.ts";

class Line {
  readyState = 1;
  sent: string[] = [];
  closed = false;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(readonly url: string) {}
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  says(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let lines: Line[];
let page: EventTarget;
const SNAPSHOT = { type: "snapshot", number: 1, now: 0, release: "", role: "participant", area_id: "a", table_id: "", things: [] };

beforeEach(() => {
  lines = [];
  page = new EventTarget();
  Object.assign(globalThis, {
    location: { href: "https://trappe.dk/phone/x" },
    document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
    addEventListener: page.addEventListener.bind(page),
  });
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  mock.method(performance, "now", () => Date.now());
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

function start() {
  const live = connect("/live/1/x/participant", (url) => {
    lines.push(new Line(url));
    return lines.at(-1) as unknown as WebSocket;
  });
  return { live, line: () => lines.at(-1)! };
}

test("a line is open from its first message, and follows the page's scheme", () => {
  const { live, line } = start();
  assert.equal(line().url, "wss://trappe.dk/live/1/x/participant");
  assert.equal(live.status.value, "connecting");
  assert.equal(live.send({ type: "drafts", count: 1 }), false, "nothing is sent before the server has spoken");
  const heard: string[] = [];
  live.onMessage((message) => heard.push(message.type));
  line().says(SNAPSHOT);
  assert.equal(live.status.value, "open");
  assert.deepEqual(heard, ["snapshot"]);
  assert.equal(live.send({ type: "drafts", count: 1 }), true);
});

test("a line that says nothing is asked, and given up when it does not answer", () => {
  const { live, line } = start();
  line().says(SNAPSHOT);
  mock.timers.tick(5_000);
  assert.deepEqual(line().sent, ['{"type":"ping"}']);
  line().says({ type: "pong", now: 0 });
  mock.timers.tick(5_000);
  assert.equal(line().sent.length, 2);
  mock.timers.tick(5_000);
  assert.equal(live.status.value, "away");
  assert.equal(live.awaySince.value, Date.now());
  assert.ok(lines[0]!.closed);
  lines[0]!.says(SNAPSHOT);
  assert.equal(live.status.value, "away", "what still comes from a line that was given up is not heard");
  mock.timers.tick(1_000);
  assert.equal(lines.length, 2, "and a new one is tried within a second");
  line().says(SNAPSHOT);
  assert.deepEqual([live.status.value, live.awaySince.value], ["open", null]);
});

test("tries go on, not too far apart, and a phone that wakes tries at once", () => {
  mock.method(Math, "random", () => 0.99);
  const { line } = start();
  const triesAfter = (ms: number) => {
    line().onclose?.({ code: 1006 });
    mock.timers.tick(ms);
    return lines.length;
  };
  assert.deepEqual([1_000, 1_400, 1_400, 1_400].map(triesAfter), [2, 3, 4, 5]);
  assert.equal(triesAfter(900), 5);
  page.dispatchEvent(new Event("online"));
  assert.equal(lines.length, 6);
});

for (const gone of [0, 300, 3_000, 20_000]) {
  test(`a thousand phones come back one by one, and are all there soon after a server that was away for ${gone} ms`, () => {
    let seed = 1;
    mock.method(Math, "random", () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647);
    globalThis.addEventListener = () => {};
    document.addEventListener = () => {};
    const first: Line[] = [];
    const came: number[] = [];
    let back = Infinity;
    for (let phone = 0; phone < 1_000; phone++) {
      connect("/live/1/x/participant", (url) => {
        const line = new Line(url);
        if (back === Infinity) first.push(line);
        else if (Date.now() < back) setTimeout(() => line.onclose?.({ code: 1006 }), 1);
        else {
          came.push(Date.now() - back);
          line.says(SNAPSHOT);
        }
        return line as unknown as WebSocket;
      });
    }
    for (const line of first) line.says(SNAPSHOT);
    back = Date.now() + gone;
    for (const line of first) line.onclose?.({ code: 1012 });
    // In small steps: a step runs its timers as if all of them were due at its end.
    for (let passed = 0; passed < gone + 1_500; passed += 10) mock.timers.tick(10);
    assert.equal(came.length, 1_000);
    const crowd = came.map((moment) => came.filter((other) => other >= moment && other < moment + 100).length);
    assert.ok(Math.max(...crowd) < 200, `${Math.max(...crowd)} in the same tenth of a second`);
  });
}

test("a try that hangs is given up, at once when the network comes back", () => {
  const { line } = start();
  line().readyState = 0;
  page.dispatchEvent(new Event("online"));
  assert.deepEqual([lines.length, lines[0]!.closed], [2, true]);
  line().readyState = 0;
  mock.timers.tick(6_000);
  mock.timers.tick(1_000);
  assert.equal(lines.length, 3);
});

test("a phone that wakes with a line asks at once whether it is alive", () => {
  const { live, line } = start();
  line().says(SNAPSHOT);
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(line().sent.length, 1);
  mock.timers.tick(2_000);
  assert.equal(live.status.value, "away");
});

test("after a reason that coming back cannot mend, it stays away and says why", () => {
  const { live, line } = start();
  line().says(SNAPSHOT);
  line().onclose?.({ code: NO_TICKET });
  mock.timers.tick(60_000);
  assert.deepEqual([lines.length, live.closedWith.value, live.status.value], [1, NO_TICKET, "away"]);
});

test("who was sent out asks now and then whether they are let in again", () => {
  const { live, line } = start();
  line().says(SNAPSHOT);
  line().onclose?.({ code: REMOVED });
  mock.timers.tick(5_000);
  assert.equal(lines.length, 1);
  mock.timers.tick(10_000);
  assert.deepEqual([lines.length, live.closedWith.value], [2, REMOVED]);
  line().says(SNAPSHOT);
  assert.deepEqual([live.status.value, live.closedWith.value], ["open", null]);
});

test("the server's clock is measured with half the round trip, and does not twitch", () => {
  const { live, line } = start();
  line().says({ ...SNAPSHOT, now: Date.now() + 60_000 });
  assert.equal(live.offset.value, 60_000);
  mock.timers.tick(1_000);
  assert.equal(line().sent.length, 1, "asked soon: the snapshot may have been long under way");
  mock.timers.tick(2_000);
  line().says({ type: "pong", now: Date.now() + 70_000 });
  assert.equal(live.offset.value, 71_000);
  mock.timers.tick(5_000);
  line().says({ type: "pong", now: Date.now() + 71_100 });
  assert.equal(live.offset.value, 71_000);
});

test("half an emoji is sent as a sign that can be read", () => {
  const { live, line } = start();
  line().says(SNAPSHOT);
  live.send({ type: "edit_card", id: "1", card_id: "c", changes: { name: "a\ud83d" } });
  assert.ok(line().sent[0]!.includes('"a\ufffd"'));
});

/** A phone whose own clock is wrong by so much (ms, not always the same); the true time is that of the mocked timers. */
function phoneThatIs(wrong: () => number) {
  const truth = () => performance.now();
  mock.method(Date, "now", () => truth() + wrong());
  const { live, line } = start();
  const pong = () => line().says({ type: "pong", now: truth() });
  /** What its countdown says, to an end by the server's clock. */
  const left = (deadline: number) => countdown(deadline - Date.now() - live.offset.value);
  return { live, line, truth, pong, left };
}

/** The true time, apart from `Date`: it goes on while timers are run, and while a phone sleeps and none is. */
function ownTime() {
  const state = { now: 1_000_000 };
  mock.method(performance, "now", () => state.now);
  return {
    awake(ms: number) {
      for (let passed = 0; passed < ms; passed += 100) {
        state.now += 100;
        mock.timers.tick(100);
      }
    },
    asleep(ms: number) {
      state.now += ms;
    },
  };
}

for (const wrong of [0, 3_600_000, -3_600_000]) {
  test(`the countdown shows the same second on a phone whose clock is wrong by ${wrong / 60_000} minutes`, () => {
    const time = ownTime();
    const { line, truth, pong, left } = phoneThatIs(() => wrong);
    const deadline = truth() + 45 * 60_000;
    const made = truth();
    time.awake(8_000); // a full board over a slow line
    line().says({ ...SNAPSHOT, now: made });
    time.awake(1_000);
    time.awake(200);
    pong();
    time.awake(800);
    assert.equal(left(deadline), "44:50");
  });
}

test("a clock that is set in the middle of the day is noticed within a minute, also on a line that never falls silent", () => {
  const time = ownTime();
  let wrong = 0;
  const { line, truth, pong, left } = phoneThatIs(() => wrong);
  const deadline = truth() + 45 * 60_000;
  line().says({ ...SNAPSHOT, now: truth() });
  time.awake(1_000);
  pong();
  wrong = 3_600_000;
  for (let second = 0; second < 60; second++) {
    time.awake(1_000);
    line().says({ type: "accepted", id: "x", number: 1 });
  }
  assert.equal(line().sent.length, 2, "once after the snapshot, and once a minute later");
  pong();
  assert.equal(left(deadline), "43:59");
});

test("a phone whose clock has drifted while it slept is right as soon as it is awake", () => {
  const time = ownTime();
  let wrong = 0;
  const { line, truth, pong, left } = phoneThatIs(() => wrong);
  const deadline = truth() + 45 * 60_000;
  line().says({ ...SNAPSHOT, now: truth() });
  time.awake(1_000);
  pong();
  time.asleep(20 * 60_000);
  wrong = 7_000;
  document.dispatchEvent(new Event("visibilitychange"));
  time.awake(400);
  pong();
  time.awake(600);
  assert.equal(left(deadline), "24:58");
});
