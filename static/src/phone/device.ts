// What this phone keeps by itself: drafts, and what waits to be sent. IndexedDB, written through to the disk at once, so
// that neither a reload in the middle of a word nor an empty battery takes anything with it.

import { del, entries, set, type UseStore } from "idb-keyval";

import type { Kept, Store } from "../outbox.ts";

export interface Device {
  /** False when the browser keeps nothing (private windows, full phones): what is written lasts as long as the page. */
  readonly lasts: boolean;
  /** Everything kept under keys that begin with `prefix`, without it. */
  all<T>(prefix: string): Promise<Map<string, T>>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Calls `changed` when another page on this phone has changed something under this prefix. */
  onChange(prefix: string, changed: () => void): void;
}

interface Entry {
  readonly at: number;
  readonly value: unknown;
}

const DATABASE = "tilbudstrappen";
const STORE = "kept";
const FORGOTTEN_AFTER = 90 * 24 * 3_600_000; // ms: what lies here from an old workshop is of no use to anybody

/** The phone's memory for one workshop. */
export async function openDevice(sessionId: string): Promise<Device> {
  const own = `${sessionId}/`;
  try {
    const use = database();
    await forgetOld(use, own);
    navigator.storage?.persist?.().catch(() => {});
    return new Disk(use, own);
  } catch {
    return new Memory();
  }
}

class Disk implements Device {
  readonly lasts = true;
  readonly #use: UseStore;
  readonly #own: string;
  // Two tabs on one phone are one person; each hears what the other writes.
  readonly #others: BroadcastChannel | undefined;

  constructor(use: UseStore, own: string) {
    this.#use = use;
    this.#own = own;
    this.#others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(own);
  }

  async all<T>(prefix: string): Promise<Map<string, T>> {
    const start = this.#own + prefix;
    const found = (await entries<string, Entry>(this.#use)).filter(([key]) => key.startsWith(start));
    return new Map(found.map(([key, { value }]) => [key.slice(start.length), value as T]));
  }

  async put(key: string, value: unknown): Promise<void> {
    await set(this.#own + key, { at: Date.now(), value } satisfies Entry, this.#use);
    this.#others?.postMessage(key);
  }

  async remove(key: string): Promise<void> {
    await del(this.#own + key, this.#use);
    this.#others?.postMessage(key);
  }

  onChange(prefix: string, changed: () => void): void {
    let soon: ReturnType<typeof setTimeout> | undefined;
    this.#others?.addEventListener("message", ({ data }: MessageEvent<string>) => {
      if (!data.startsWith(prefix)) return;
      clearTimeout(soon);
      soon = setTimeout(changed, 100);
    });
    // A page that was put to sleep has heard nothing.
    addEventListener("pageshow", (event) => {
      if (event.persisted) changed();
    });
  }
}

class Memory implements Device {
  readonly lasts = false;
  readonly #kept = new Map<string, unknown>();

  async all<T>(prefix: string): Promise<Map<string, T>> {
    const found = [...this.#kept].filter(([key]) => key.startsWith(prefix));
    return new Map(found.map(([key, value]) => [key.slice(prefix.length), value as T]));
  }

  async put(key: string, value: unknown): Promise<void> {
    this.#kept.set(key, value);
  }

  async remove(key: string): Promise<void> {
    this.#kept.delete(key);
  }

  onChange(): void {}
}

// idb-keyval's own store waits for the operating system to write when it likes, and closes each transaction when it gets
// round to it. Here the disk is asked at once, and a page that is closed in the next instant has already sent it off.
function database(): UseStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () =>
    (opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        request.result.onclose = () => (opened = undefined); // Safari closes it now and then
        resolve(request.result);
      };
    }));
  return async (mode, use) => {
    const transaction = (await open()).transaction(STORE, mode, { durability: "strict" });
    const done = use(transaction.objectStore(STORE));
    if (mode === "readwrite") transaction.commit?.();
    return done;
  };
}

async function forgetOld(use: UseStore, own: string): Promise<void> {
  const old = Date.now() - FORGOTTEN_AFTER;
  for (const [key, { at }] of await entries<string, Entry>(use)) if (!key.startsWith(own) && at < old) await del(key, use);
}

const WAITING = "ask/";

/** The part of the phone's memory that holds what waits to be sent. */
export function outboxStore(device: Device): Store {
  return {
    all: async () => [...(await device.all<Kept>(WAITING)).values()],
    put: (kept) => device.put(WAITING + kept.command.id, kept),
    remove: (id) => device.remove(WAITING + id),
    onChange: (read) => device.onChange(WAITING, read),
  };
}
