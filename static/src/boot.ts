// What every surface starts with: reads the page's shell, opens the line, and lets the picture follow it.

import { connect, type Live } from "./live.ts";
import { memoryStore, Outbox, type Store } from "./outbox.ts";
import { receive } from "./state.ts";

/** What the page came with: data attributes of <body>. Absent ones are empty. */
export interface Shell {
  readonly surface: string;
  readonly sessionId: string;
  readonly livePath: string;
  /** The code that people type, as it is shown. */
  readonly code: string;
  /** The site's address, as people type it. */
  readonly address: string;
  readonly joinUrl: string;
  readonly mapping: string;
}

export function readShell(): Shell {
  const { surface = "", session = "", live = "", code = "", address = "", joinUrl = "", mapping = "" } = document.body.dataset;
  return { surface, sessionId: session, livePath: live, code, address, joinUrl, mapping };
}

/** The page's data block, or undefined when it has none. */
export function readData<T>(): T | undefined {
  const text = document.getElementById("data")?.textContent;
  return text ? (JSON.parse(text) as T) : undefined;
}

export interface Surface {
  readonly shell: Shell;
  readonly live: Live;
  readonly outbox: Outbox;
}

/** Opens the line. Without a store, what is asked is forgotten when the page is left. */
export function boot(store: Store = memoryStore(), shell = readShell()): Surface {
  const live = connect(shell.livePath);
  live.onMessage(receive);
  return { shell, live, outbox: new Outbox(live, store) };
}
