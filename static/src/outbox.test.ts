import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { signal } from "@preact/signals";

import { addCard, editCard, moveCard } from "./commands.ts";
import { FRAME_LIMIT, type Live, sizeOf, type Status, TOO_LARGE } from "./live.ts";
import { type Answer, type Kept, Outbox, type Store } from "./outbox.ts";
import type { ClientMessage, Command, ServerMessage } from "./protocol.ts";

const SNAPSHOT: ServerMessage = {
  type: "snapshot",
  number: 1,
  now: 0,
  release: "",
  role: "participant",
  area_id: "a",
  table_id: "",
  things: [],
};
const offer = { name: "Lektiecafé", area_id: "skole" };

class Line implements Live {
  status = signal<Status>("open");
  awaySince = signal(null);
  offset = signal(0);
  closedWith = signal<number | null>(null);
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
  says(message: ServerMessage) {
    this.#hear(message);
  }
  goes(code: number | null = null) {
    this.status.value = "away";
    this.closedWith.value = code;
  }
  comes() {
    this.closedWith.value = null;
    this.status.value = "open";
    this.says(SNAPSHOT);
  }
  refuses(command: Command, code: string, passing: boolean) {
    this.says({ type: "refused", id: command.id, code, field: "", sentence: code, passing, deed: null, place: "" });
  }
}

class Disk implements Store {
  kept = new Map<string, Kept>();
  async all() {
    return [...this.kept.values()];
  }
  async put(kept: Kept) {
    this.kept.set(kept.command.id, kept);
  }
  async remove(id: string) {
    this.kept.delete(id);
  }
}

const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

let line: Line;
let disk: Disk;
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  line = new Line();
  disk = new Disk();
});
afterEach(() => mock.timers.reset());

test("a command is written down before it is sent, and forgotten when it is stored", async () => {
  const outbox = new Outbox(line, disk);
  const command = addCard("c1", offer);
  const answered = outbox.ask(command);
  assert.equal(disk.kept.size, 1);
  assert.equal(line.sent.length, 0);
  await settle();
  assert.deepEqual(line.sent, [command]);
  line.says({ type: "accepted", id: command.id, number: 7 });
  assert.deepEqual(await answered, { kind: "stored", number: 7 });
  assert.equal(disk.kept.size, 0);
  assert.deepEqual(outbox.waiting.value, []);
});

test("what was not answered goes again when the line is back, and after a reload, with the same id", async () => {
  const outbox = new Outbox(line, disk);
  const command = addCard("c1", offer);
  void outbox.ask(command);
  await settle();
  line.goes();
  mock.timers.tick(60_000);
  assert.equal(line.sent.length, 1);
  line.comes();
  assert.deepEqual(line.sent, [command, command]);

  const reloaded = new Line();
  const answers: [Command, Answer, boolean][] = [];
  new Outbox(reloaded, disk).onAnswer((...answer) => answers.push(answer));
  await settle();
  assert.deepEqual(reloaded.sent, [command]);
  reloaded.says({ type: "accepted", id: command.id, number: 8 });
  assert.deepEqual(answers, [[command, { kind: "stored", number: 8 }, false]], "and nobody on this page awaits it");
});

test("a command that gets no answer on a living line is sent again", async () => {
  const outbox = new Outbox(line, disk);
  void outbox.ask(addCard("c1", offer));
  await settle();
  mock.timers.tick(7_000);
  assert.equal(line.sent.length, 1);
  mock.timers.tick(6_000);
  assert.equal(line.sent.length, 2);
});

test("what is about one card goes one by one, other cards do not wait for it", async () => {
  const outbox = new Outbox(line, disk);
  const first = addCard("c1", offer);
  const edit = editCard("c1", { name: "Lektiecaféen" });
  const other = addCard("c2", offer);
  for (const command of [first, edit, other]) void outbox.ask(command);
  await settle();
  assert.deepEqual(line.sent, [first, other]);
  line.says({ type: "accepted", id: first.id, number: 2 });
  assert.deepEqual(line.sent, [first, other, edit]);
});

test("a text that may not be given now is kept, shown why, and sent again when the stage changes", async () => {
  const outbox = new Outbox(line, disk);
  const command = addCard("c1", offer);
  void outbox.ask(command);
  await settle();
  line.refuses(command, "not_now", true);
  assert.equal(outbox.waiting.value[0]?.held?.code, "not_now");
  assert.equal(disk.kept.size, 1);
  line.says({ type: "update", number: 3, put: [{ kind: "stage", key: "stage" } as never], remove: [] });
  assert.equal(line.sent.length, 2);
});

test("what is written while the board is locked is sent when it is opened again; a gesture is refused", async () => {
  const outbox = new Outbox(line, disk);
  const [card, move] = [addCard("c1", offer), moveCard("c2", { step_id: "s1" })];
  void outbox.ask(card);
  const moved = outbox.ask(move);
  await settle();
  for (const command of [card, move]) line.refuses(command, "locked", true);
  assert.equal((await moved).kind, "refused");
  assert.deepEqual(outbox.waiting.value.map(({ command }) => command), [card]);
  line.says({ type: "update", number: 3, put: [{ kind: "stage", key: "stage" } as never], remove: [] });
  assert.deepEqual(line.sent, [card, move, card]);
});

test("held back for another reason, it is tried again after a while", async () => {
  const outbox = new Outbox(line, disk);
  const command = moveCard("c1", { step_id: "s1" });
  void outbox.ask(command);
  await settle();
  line.refuses(command, "too_fast", true);
  mock.timers.tick(4_000);
  assert.equal(line.sent.length, 1);
  mock.timers.tick(3_000);
  assert.equal(line.sent.length, 2);
});

test("a gesture in the wrong stage is over: nobody wants a card to move an hour later", async () => {
  const outbox = new Outbox(line, disk);
  const command = moveCard("c1", { step_id: "s1" });
  const answered = outbox.ask(command);
  await settle();
  line.refuses(command, "not_now", true);
  assert.equal((await answered).kind, "refused");
  assert.equal(disk.kept.size, 0);
});

test("many commands are sent a few at a time, in order, each once", async () => {
  const outbox = new Outbox(line, disk);
  const commands = Array.from({ length: 30 }, (_, i) => addCard(`c${i}`, offer));
  for (const command of commands) void outbox.ask(command);
  await settle();
  assert.equal(line.sent.length, 8);
  for (const command of commands) line.says({ type: "accepted", id: command.id, number: 2 });
  assert.deepEqual(line.sent, commands);
});

test("what is too large for a frame is never sent, told at its longest text, and holds up nothing else", async () => {
  const outbox = new Outbox(line, disk);
  const huge = addCard("c1", { ...offer, description: "å".repeat(FRAME_LIMIT / 2) });
  const answers: Answer[] = [];
  outbox.onAnswer((_, answer) => answers.push(answer));
  void outbox.ask(huge);
  const next = addCard("c2", offer);
  void outbox.ask(next);
  await settle();
  assert.deepEqual(line.sent, [next]);
  assert.deepEqual(
    answers.map((answer) => answer.kind === "refused" && [answer.code, answer.field]),
    [["too_large", "description"]],
  );
  assert.deepEqual([...disk.kept.keys()], [next.id]);
});

test("what just fits into a frame is sent", async () => {
  const bare = sizeOf(addCard("c1", { ...offer, description: "" }));
  const outbox = new Outbox(line, disk);
  void outbox.ask(addCard("c1", { ...offer, description: "x".repeat(FRAME_LIMIT - bare) }));
  await settle();
  assert.equal(line.sent.length, 1);
  void outbox.ask(addCard("c2", { ...offer, description: "x".repeat(FRAME_LIMIT - bare + 1) }));
  await settle();
  assert.equal(line.sent.length, 1);
});

test("without a line too, one hears at once that it is too large", async () => {
  line.goes();
  const answer = await new Outbox(line, disk).ask(addCard("c1", { ...offer, contact: "x".repeat(FRAME_LIMIT) }));
  assert.equal(answer.kind, "refused");
});

test("a line that was closed for a frame that is too large is not closed for it again", async () => {
  const outbox = new Outbox(line, disk);
  const small = addCard("c1", offer);
  const larger = addCard("c2", { ...offer, description: "x".repeat(900) });
  const largest = addCard("c3", { ...offer, description: "x".repeat(1_000) });
  const answers = new Map<string, Answer>();
  outbox.onAnswer((command, answer) => answers.set(command.id, answer));
  for (const command of [small, largest, larger]) void outbox.ask(command);
  await settle();
  line.goes(TOO_LARGE);
  assert.deepEqual([...answers.keys()], [largest.id]);
  assert.equal(disk.kept.has(largest.id), false);
  line.sent = [];
  line.comes();
  assert.deepEqual(line.sent, [small, larger], "the rest goes on, in order");
  // Closed for the same reason once more: there was another one.
  line.goes(TOO_LARGE);
  line.sent = [];
  line.comes();
  assert.deepEqual(line.sent, [small]);
  assert.equal(outbox.waiting.value.length, 1);
});

test("another reason for closing takes nothing out of the queue", async () => {
  const outbox = new Outbox(line, disk);
  void outbox.ask(addCard("c1", offer));
  await settle();
  line.goes(1012);
  assert.equal(outbox.waiting.value.length, 1);
});
