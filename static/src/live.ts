// The socket: connects, notices when the line is dead, comes back by itself. It knows no cards and keeps no messages;
// what must not be lost is the outbox's business.

import { type ReadonlySignal, signal } from "@preact/signals";

import type { ClientMessage, ServerMessage } from "./protocol.ts";

export type Status = "connecting" | "open" | "away";

export interface Live {
  /** "open" from the first message on: a socket that nothing has come through says nothing. */
  readonly status: ReadonlySignal<Status>;
  /** Since when there has been no line, in ms by this device's clock. */
  readonly awaySince: ReadonlySignal<number | null>;
  /** Server time minus this device's time, in ms. */
  readonly offset: ReadonlySignal<number>;
  /** Why the server closed the line, while there is none; see board/closing.py. */
  readonly closedWith: ReadonlySignal<number | null>;
  /** Hands a message to the line; false when there is none. True promises nothing: only an answer does. */
  send(message: ClientMessage): boolean;
  /** Calls `hear` for every message, in order; gives back what stops it. */
  onMessage(hear: (message: ServerMessage) => void): () => void;
}

const QUIET = 5_000; // ms of silence after which we ask whether the line is alive …
const DEAD = 5_000; // … and this much later without an answer it is not, whatever the socket says
const WAKING = 2_000; // as DEAD, just after a phone woke up or lost its network: then a dead line is likely
const OPENING = 6_000; // ms that a socket may take to open: captive portals and half-dead networks never say no …
const FIRST_WORDS = 20_000; // … and then until the first message has come: a full board over slow 3G is a long one
const SPREAD = 1_000; // ms over which a room whose server has stopped tries again, each at a moment of its own …
const LONGEST_WAIT = 1_400; // … and then at most this long between two tries: the board is there within two seconds
const FIRST_CHECK = 1_000; // ms after a snapshot, which may itself have been long under way, the server is asked for the time …
const CLOCK_CHECK = 60_000; // … and this long after each answer, also where the line never falls silent
const LONG_WAIT = 15_000; // the server asked for peace, or the facilitator has sent this person out and may let them in again

// board/closing.py. After these, coming back is of no use: the page has to do something else first.
export const NO_TICKET = 4401;
export const NO_ENTRY = 4403;
export const NO_SESSION = 4404;
export const MOVED_TABLE = 4409;
export const REMOVED = 4410;
export const TOO_LARGE = 1009;
const TOO_WILD = 4429;
const FINAL = [NO_TICKET, NO_ENTRY, NO_SESSION, MOVED_TABLE];

/** Bytes in one frame, as app/live.py has it: a longer one ends the line. */
export const FRAME_LIMIT = 64 * 1024;

const OPEN = 1; // WebSocket.OPEN, which Node's tests do not have

/** Connects to a path on this host, and stays connected for as long as the page lives. */
export function connect(path: string, open: (url: string) => WebSocket = (url) => new WebSocket(url)): Live {
  const status = signal<Status>("connecting");
  const awaySince = signal<number | null>(null);
  const offset = signal(0);
  const closedWith = signal<number | null>(null);
  const hearers = new Set<(message: ServerMessage) => void>();
  let socket: WebSocket | null = null;
  let tries = 0;
  // By performance.now(), which nobody sets: the device's own clock may be put right, or wrong, in between.
  let asked: number | null = null; // when an unanswered ping was sent
  let clockDue = 0; // when the server is to be asked for the time
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    clearTimeout(retry);
    retry = undefined;
    socket?.close();
    const mine = open(new URL(path.replace(/^\/?/, "/"), location.href.replace(/^http/, "ws")).href);
    socket = mine;
    asked = null;
    waitForWords(OPENING);
    mine.onopen = () => {
      if (socket === mine) waitForWords(FIRST_WORDS);
    };
    mine.onmessage = (event) => {
      if (socket === mine) heard(JSON.parse(event.data as string) as ServerMessage);
    };
    mine.onclose = (event) => {
      if (socket === mine) lost(event.code);
    };
  }

  function heard(message: ServerMessage): void {
    setClock(message);
    tries = 0;
    if (status.peek() !== "open") {
      awaySince.value = null;
      closedWith.value = null;
      status.value = "open";
    }
    const due = clockDue - performance.now();
    silence = restart(silence, ask, Math.min(QUIET, Math.max(0, due)));
    if (due <= 0 && asked === null) ask();
    for (const hear of hearers) hear(message);
  }

  function setClock(message: ServerMessage): void {
    if (message.type !== "snapshot" && message.type !== "pong") return;
    const back = performance.now();
    clockDue = back + (message.type === "pong" ? CLOCK_CHECK : FIRST_CHECK);
    // Half of the round trip has passed since the server looked at its clock.
    const age = message.type === "pong" && asked !== null ? (back - asked) / 2 : 0;
    asked = null;
    const measured = message.now + age - Date.now();
    // Clocks on screens should not twitch for what nobody can see.
    if (Math.abs(measured - offset.peek()) > 150) offset.value = measured;
  }

  function ask(patience = DEAD): void {
    if (socket?.readyState !== OPEN) return;
    asked = performance.now();
    socket.send('{"type":"ping"}');
    waitForWords(patience);
  }

  function waitForWords(patience: number): void {
    silence = restart(silence, () => lost(null), patience);
  }

  function lost(code: number | null): void {
    const dead = socket;
    socket = null;
    clearTimeout(silence);
    dead?.close(); // on a dead line the browser would wait for minutes; we have turned away already
    if (status.peek() !== "away") {
      awaySince.value = Date.now();
      status.value = "away";
    }
    if (code !== null) closedWith.value = code;
    if (code !== null && FINAL.includes(code)) return;
    retry = restart(retry, start, code === TOO_WILD || code === REMOVED ? upTo(LONG_WAIT) : pause());
  }

  function pause(): number {
    return tries++ === 0 ? SPREAD * Math.random() : upTo(LONGEST_WAIT);
  }

  function wake(): void {
    const code = closedWith.peek();
    if (socket?.readyState === OPEN) ask(WAKING);
    else if (code !== TOO_WILD && (code === null || !FINAL.includes(code))) {
      // Not the try that is under way: it began when there was no network, and may hang for long.
      tries = 0;
      start();
    }
  }

  addEventListener("online", wake);
  addEventListener("offline", wake);
  addEventListener("pageshow", (event) => {
    if (event.persisted) wake(); // as it was when it was left; a page that was loaded has only just begun to connect
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  start();

  return {
    status,
    awaySince,
    offset,
    closedWith,
    send(message) {
      if (status.peek() !== "open" || socket?.readyState !== OPEN) return false;
      socket.send(frameOf(message));
      return true;
    },
    onMessage(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}

/** How many bytes a message takes on the wire. */
export function sizeOf(message: ClientMessage): number {
  return new TextEncoder().encode(frameOf(message)).length;
}

function frameOf(message: ClientMessage): string {
  return JSON.stringify(message, wellFormed);
}

// Half an emoji, as some keyboards leave it behind, is no text that a server can read.
function wellFormed(_key: string, value: unknown): unknown {
  const text = value as { toWellFormed?: () => string };
  return typeof value === "string" && text.toWellFormed ? text.toWellFormed() : value;
}

// Half of it at least.
function upTo(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

function restart(timer: ReturnType<typeof setTimeout> | undefined, run: () => void, ms: number): ReturnType<typeof setTimeout> {
  clearTimeout(timer);
  return setTimeout(run, ms);
}
