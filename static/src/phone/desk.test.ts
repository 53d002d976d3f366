import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { signal } from "@preact/signals";

import type { Surface } from "../boot.ts";
import type { Live, Status } from "../live.ts";
import { Outbox } from "../outbox.ts";
import type { CardThing, ClientMessage, Command, OwnThing, ServerMessage, Thing } from "../protocol.ts";
import { NOTHING_YET, picture, receive } from "../state.ts";
import { Desk } from "./desk.ts";
import { type Device, outboxStore } from "./device.ts";
import { EMPTY, fieldsOf } from "./fields.ts";
import { keepingOf, mine } from "./keeping.ts";
import { unconfirmed, writable } from "./known.ts";

// A phone whose memory outlives the page.
class Pocket implements Device {
  lasts = true;
  kept = new Map<string, string>();
  async all<T>(prefix: string): Promise<Map<string, T>> {
    const found = [...this.kept].filter(([key]) => key.startsWith(prefix));
    return new Map(found.map(([key, value]) => [key.slice(prefix.length), JSON.parse(value) as T]));
  }
  async put(key: string, value: unknown) {
    this.kept.set(key, JSON.stringify(value));
  }
  async remove(key: string) {
    this.kept.delete(key);
  }
  #changed = new Map<string, () => void>();
  onChange(prefix: string, changed: () => void) {
    this.#changed.set(prefix, changed);
  }
  /** As when another page on this phone has changed something. */
  changes(prefix: string): void {
    this.#changed.get(prefix)?.();
  }
}

class Line implements Live {
  status = signal<Status>("open");
  awaySince = signal(null);
  offset = signal(0);
  closedWith = signal(null);
  sent: ClientMessage[] = [];
  #hearers: ((message: ServerMessage) => void)[] = [];
  send(message: ClientMessage) {
    if (this.status.value === "open") this.sent.push(message);
    return this.status.value === "open";
  }
  onMessage(hear: (message: ServerMessage) => void) {
    this.#hearers.push(hear);
    return () => {};
  }
  says(message: ServerMessage) {
    for (const hear of this.#hearers) hear(message);
  }
  get commands(): Command[] {
    return this.sent.filter((message): message is Command => message.type !== "ping" && message.type !== "drafts");
  }
  get lastHint(): number | undefined {
    return this.sent.filter((message) => message.type === "drafts").at(-1)?.count;
  }
}

let pocket: Pocket;
let line: Line;
let desk: Desk;

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

async function openPage(): Promise<void> {
  picture.value = NOTHING_YET;
  line = new Line();
  line.onMessage(receive);
  const outbox = new Outbox(line, outboxStore(pocket));
  desk = new Desk({ live: line, outbox, shell: {} } as unknown as Surface, pocket);
  await desk.open();
}

const stage = (more: object = {}) =>
  ({ kind: "stage", key: "stage", stage_id: "w", abilities: ["write"], frozen_at: null, ...more }) as unknown as Thing;

function snapshot(...things: Thing[]): void {
  line.says({
    type: "snapshot",
    number: 5,
    now: 0,
    release: "",
    role: "participant",
    area_id: "skole",
    table_id: "",
    things: [stage(), ...things],
  });
}

function stored(card_id: string, more: Partial<OwnThing> = {}): OwnThing {
  const place = {
    kind: "own",
    key: `own:${card_id}`,
    card_id,
    area_id: "skole",
    public: false,
    rank: "",
    column_id: null,
  table_id: "",
    added_at: 1,
    withdrawn: false,
    source: "",
    known: false,
    confirmed: true,
    presented: false,
  } as const;
  return { ...EMPTY, ...place, ...more };
}

/** A known offer of the table, as everybody there sees it. */
function known(card_id: string, more: Partial<CardThing> = {}): CardThing {
  const card = { ...stored(card_id), known: true, confirmed: false, source: "tilbud.xlsx" };
  return { ...card, kind: "card", key: `card:${card_id}`, ...more };
}

const update = (...put: Thing[]) => line.says({ type: "update", number: 6, put, remove: [] });
const accept = (command: Command | undefined) => line.says({ type: "accepted", id: command!.id, number: 6 });
const refuse = (command: Command | undefined, code: string, field = "") =>
  line.says({ type: "refused", id: command!.id, code, field, sentence: `Nej: ${code}`, passing: false, deed: null, place: "" });

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] }); // an outbox that waits would keep the test's process alive
  pocket = new Pocket();
  await openPage();
});

afterEach(() => mock.timers.reset());

test("a card is on the phone from its first letter, and survives the page", async () => {
  snapshot();
  desk.write("c1", { name: "L" });
  await openPage();
  assert.equal(desk.draftOf("c1").fields.name, "L");
  assert.deepEqual(keepingOf(desk, "c1"), { kind: "draft", changes: false });
});

test("a card from which everything was deleted is no draft", () => {
  snapshot();
  desk.write("c1", { name: "L" });
  desk.write("c1", { name: "" });
  assert.equal(desk.drafts.value.size, 0);
  assert.equal(pocket.kept.size, 0);
});

test("put forward, it is sending until the server has stored it, and its row is never gone between", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  assert.equal(desk.putForward("c1"), null);
  await settle();
  assert.equal(keepingOf(desk, "c1").kind, "sending");
  accept(line.commands[0]);
  assert.equal(mine(desk).length, 1);
  assert.equal(keepingOf(desk, "c1").kind, "sending", "stored, but not seen yet");
  update(stored("c1", { name: "Lektiecafé" }));
  assert.equal(keepingOf(desk, "c1").kind, "stored");
  assert.equal(desk.drafts.value.size, 0);
});

test("seen before it is accepted comes to the same", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  desk.putForward("c1");
  await settle();
  update(stored("c1", { name: "Lektiecafé" }));
  accept(line.commands[0]);
  assert.equal(desk.drafts.value.size, 0);
});

test("a page that was closed before the answer came finds its card stored", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  desk.putForward("c1");
  await settle();
  await openPage();
  await settle();
  snapshot(stored("c1", { name: "Lektiecafé" }));
  accept(line.commands[0]);
  assert.equal(desk.drafts.value.size, 0);
  assert.equal(new Set(line.commands.map(({ id }) => id)).size, 1, "asked again with the same id");
});

test("a page that was closed before the command was kept has a draft again", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  desk.putForward("c1");
  await settle();
  for (const key of pocket.kept.keys()) if (key.startsWith("ask/")) pocket.kept.delete(key);
  await openPage();
  snapshot();
  assert.equal(keepingOf(desk, "c1").kind, "draft");
});

test("what is written while the card is on its way becomes a change to it, sent by itself when it was put forward", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  desk.putForward("c1");
  await settle();
  desk.write("c1", { name: "Lektiecaféen" });
  desk.putForward("c1");
  await settle();
  assert.equal(line.commands.length, 1);
  update(stored("c1", { name: "Lektiecafé" }));
  accept(line.commands[0]);
  await settle();
  assert.deepEqual(line.commands[1], {
    type: "edit_card",
    id: line.commands[1]!.id,
    card_id: "c1",
    changes: { name: "Lektiecaféen" },
  });
  accept(line.commands[1]);
  assert.equal(desk.drafts.value.size, 0);
});

test("a change that was not put forward stays a draft", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  desk.putForward("c1");
  await settle();
  desk.write("c1", { contact: "Ole" });
  update(stored("c1", { name: "Lektiecafé" }));
  accept(line.commands[0]);
  assert.equal(line.commands.length, 1);
  assert.deepEqual(keepingOf(desk, "c1"), { kind: "draft", changes: true });
});

test("a refusal stands at the card until something is changed", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé", contact: "x" });
  desk.putForward("c1");
  await settle();
  refuse(line.commands[0], "too_long", "contact");
  assert.deepEqual(keepingOf(desk, "c1"), { kind: "failed", why: "Nej: too_long" });
  await openPage();
  snapshot();
  assert.equal(keepingOf(desk, "c1").kind, "failed", "also after a reload");
  desk.write("c1", { contact: "y" });
  assert.equal(keepingOf(desk, "c1").kind, "draft");
});

test("what came after the freeze is a draft again when the mapping is opened again", async () => {
  snapshot();
  desk.write("c1", { name: "For sent" });
  desk.putForward("c1");
  await settle();
  update(stage({ frozen_at: 7, abilities: [] }));
  refuse(line.commands[0], "frozen");
  assert.equal(keepingOf(desk, "c1").kind, "failed");
  update(stage());
  assert.equal(keepingOf(desk, "c1").kind, "draft");
});

test("a finding that came after the freeze can be put forward when the mapping is opened again", async () => {
  snapshot();
  desk.sendNote({ ...desk.openNote("f1"), text: "For sent" });
  await settle();
  update(stage({ frozen_at: 7, abilities: [] }));
  refuse(line.commands[0], "frozen");
  assert.equal(desk.openNote("f2").refused?.code, "frozen");
  assert.equal(desk.onlyHere.value, 1);
  update(stage());
  assert.deepEqual([desk.openNote("f2").refused, desk.openNote("f2").text], [null, "For sent"]);
});

test("an edit sends only what was changed, so that another's change to the same card stands", async () => {
  const card = stored("c1", { name: "Lektiecafé", contact: "Ole" });
  snapshot(card);
  desk.write("c1", { name: "Lektiecaféen" });
  update({ ...card, contact: "Anna" });
  desk.putForward("c1");
  await settle();
  assert.deepEqual((line.commands[0] as { changes: object }).changes, { name: "Lektiecaféen" });
});

test("a card that another tab of this phone put forward is not lost and not doubled", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé" });
  desk.putForward("c1");
  await settle();
  update(stored("c1", { name: "Lektiecafé" }));
  refuse(line.commands[0], "taken");
  assert.equal(desk.drafts.value.size, 0);
});

test("an empty name and a personal number stop on the phone", () => {
  snapshot();
  desk.write("c1", { name: " ", target_group: "010114-1234" });
  assert.deepEqual(Object.keys(desk.putForward("c1") ?? {}), ["target_group", "name"]);
  assert.equal(line.commands.length, 0);
});

test("the next card remembers where the last one belonged, and that alone is no card", async () => {
  snapshot();
  desk.write("c1", { name: "Lektiecafé", organisational_unit: "Biblioteket" });
  desk.putForward("c1");
  await openPage();
  snapshot();
  assert.equal(desk.draftOf("c2").fields.organisational_unit, "Biblioteket");
  assert.equal(desk.drafts.value.has("c2"), false);
});

test("the server is told how many cards lie here, whenever that changes", () => {
  snapshot();
  desk.write("c1", { name: "A" });
  desk.write("c2", { name: "B" });
  assert.equal(line.lastHint, 2);
  const bringBack = desk.discard("c2");
  assert.equal(line.lastHint, 1);
  bringBack();
  assert.equal(line.lastHint, 2);
});

test("a move that is refused is told at its card", async () => {
  snapshot(stored("c1", { name: "A" }));
  const done = desk.move("c1", { step_id: "s1" });
  await settle();
  assert.equal(desk.gestures.value.has("c1"), true);
  refuse(line.commands[0], "no_such_step");
  assert.equal(await done, false);
  assert.equal(desk.troubles.value.get("c1"), "Nej: no_such_step");
});

test("a finding lives like a card: kept, sent, gone when stored, back when refused", async () => {
  snapshot();
  const note = { ...desk.openNote("f1"), text: "To grupper gør det samme" };
  desk.writeNote(note);
  await openPage();
  snapshot();
  assert.equal(desk.openNote("f2").text, note.text);
  desk.sendNote(desk.openNote("f2"));
  await settle();
  refuse(line.commands[0], "too_many");
  assert.equal(desk.openNote("f2").refused?.sentence, "Nej: too_many");
  desk.sendNote(desk.openNote("f2"));
  await settle();
  accept(line.commands[1]);
  assert.equal(desk.notes.value.size, 0);
});

test("own cards: unfinished first, then the newest, withdrawn last", () => {
  snapshot(
    stored("old", { name: "Gammel", added_at: 1 }),
    stored("gone", { name: "Væk", added_at: 9, withdrawn: true }),
    stored("new", { name: "Ny", added_at: 3 }),
  );
  desk.write("draft", { name: "Kladde" });
  assert.deepEqual(
    mine(desk).map(({ card_id }) => card_id),
    ["draft", "new", "old", "gone"],
  );
  assert.deepEqual(fieldsOf(stored("x")), EMPTY);
});

test("what is begun while another page's drafts are read stays in the hand", async () => {
  snapshot();
  desk.write("old", { name: "Allerede begyndt" });
  const read = pocket.all.bind(pocket);
  let goOn = () => {};
  const slow = new Promise<void>((done) => (goOn = done));
  pocket.all = async <T>(prefix: string) => {
    const found = await read<T>(prefix);
    await slow;
    return found;
  };
  pocket.changes("draft/");
  await settle();
  desk.write("new", { name: "Begyndt imens" });
  desk.write("old", { name: "Skrevet videre imens" });
  goOn();
  await settle();
  assert.equal(desk.draftOf("new").fields.name, "Begyndt imens");
  assert.equal(desk.draftOf("old").fields.name, "Skrevet videre imens");
});

test("a draft that another page has sent is gone here too", async () => {
  snapshot();
  desk.write("c1", { name: "L" });
  await pocket.remove("draft/c1");
  pocket.changes("draft/");
  await settle();
  assert.equal(desk.drafts.value.size, 0);
});

test("a known offer of the table is taken up as it stands, and only what is put right is sent", async () => {
  snapshot(known("k1", { name: "Headspace", age_span: "12-25" }));
  assert.equal(desk.draftOf("k1").fields.name, "Headspace");
  desk.write("k1", { age_span: "12-25 år" });
  assert.equal(mine(desk).find((row) => row.card_id === "k1")?.keeping.kind, "draft");
  assert.equal(desk.putForward("k1"), null);
  await settle();
  const [edit] = line.commands;
  assert.deepEqual(edit?.type === "edit_card" && edit.changes, { age_span: "12-25 år" });
  update(known("k1", { name: "Headspace", age_span: "12-25 år", confirmed: true }));
  accept(edit);
  await settle();
  assert.equal(desk.drafts.value.size, 0);
  assert.deepEqual(mine(desk), [], "it is the table's card, not mine");
  assert.equal(unconfirmed().length, 0);
});

test("a table is asked about its own known offers, and writes on no other's", () => {
  snapshot(known("k1"), known("k2", { area_id: "ppr" }), known("k3", { confirmed: true }), known("k4", { known: false, confirmed: true }));
  assert.deepEqual(
    unconfirmed().map((card) => card.card_id),
    ["k1"],
  );
  assert.deepEqual(
    ["k1", "k2", "k3", "k4"].filter((id) => writable(id)),
    ["k1", "k3"],
  );
});

test("a confirmation that is refused is told at its card", async () => {
  snapshot(known("k1"));
  const confirmed = desk.confirm("k1");
  await settle();
  assert.equal(desk.gestures.value.get("k1")?.command.type, "confirm_card");
  refuse(line.commands[0], "withdrawn");
  assert.equal(await confirmed, false);
  assert.equal(desk.troubles.value.get("k1"), "Nej: withdrawn");
});

test("writing closes by the server's clock, whatever the phone's own says, and opens again with more time", async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 10_000_000 });
  await openPage();
  line.offset.value = -3_600_000; // this phone's clock is an hour fast
  snapshot();
  line.says({ type: "update", number: 6, put: [stage({ closes_at: 6_400_000 + 30_000 })], remove: [] });
  assert.equal(desk.may("write"), true);
  mock.timers.tick(29_000);
  assert.equal(desk.may("write"), true);
  mock.timers.tick(1_000);
  assert.deepEqual([desk.may("write"), desk.isShut.value], [false, true]);
  desk.write("late", { name: "Familiehuset" });
  assert.equal(desk.drafts.value.get("late")?.fields.name, "Familiehuset", "what is written is kept all the same");
  line.says({ type: "update", number: 7, put: [stage({ closes_at: 6_800_000 })], remove: [] });
  assert.equal(desk.may("write"), true);
});

test("a phone that slept past the end knows it at the first second it is awake", async () => {
  const clock = mock.method(Date, "now", () => 0);
  await openPage();
  snapshot();
  update(stage({ closes_at: 120_000 }));
  assert.equal(desk.may("write"), true);
  // Asleep: ten minutes pass, and no timer runs.
  clock.mock.mockImplementation(() => 600_000);
  mock.timers.tick(1_000);
  assert.equal(desk.may("write"), false);
  mock.restoreAll();
});

test("a card that came after the grace waits on the phone until writing is open again", async () => {
  await openPage();
  snapshot();
  desk.write("late", { name: "Familiehuset" });
  assert.equal(desk.putForward("late"), null);
  await settle();
  const [first] = line.commands;
  line.says({ type: "refused", id: first!.id, code: "not_now", field: "", sentence: "Det kan man ikke lige nu.", passing: true, deed: null, place: "" });
  assert.equal(keepingOf(desk, "late").kind, "waiting");
  assert.equal(line.commands.length, 1);
  line.says({ type: "update", number: 6, put: [stage({ closes_at: null })], remove: [] });
  await settle();
  assert.equal(line.commands.length, 2, "asked again as soon as the stage has changed");
  assert.equal(line.commands[1]!.id, first!.id);
});
