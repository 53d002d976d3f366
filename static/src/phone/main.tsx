// The phone: reads what it has kept, opens the line, shows the page that the workshop has come to.

import { render } from "preact";

import { boot, readData, readShell } from "../boot.ts";
import { newId } from "../commands.ts";
import { holdFocus } from "../parts/holdFocus.ts";
import { own } from "../state.ts";
import { App } from "./App.tsx";
import { Desk, DeskProvider } from "./desk.ts";
import { openDevice, outboxStore } from "./device.ts";
import { fetchRestSoon } from "./fetching.ts";
import { go, openPages, page, type Page } from "./pages.ts";
import { reloadWhenIdle } from "./release.ts";

const LAST = "memo/page";

async function start(): Promise<void> {
  const shell = readShell();
  const device = await openDevice(shell.sessionId);
  const desk = new Desk(boot(outboxStore(device), shell), device);
  await desk.open();

  const last = (await device.all<Page>(LAST)).get("");
  openPages(last?.name === "card" && desk.drafts.peek().has(last.cardId) ? last : undefined);
  // On a slow line the board is a second behind the page. Whoever is about to write their first card need not wait for it.
  const { begin_writing } = readData<{ begin_writing?: boolean }>() ?? {};
  // What lay here unsent may have been stored while this page was opened: then it is not their first.
  const first = desk.drafts.peek().size === 0 && own.peek().length === 0;
  if (begin_writing && page.peek().name === "home" && first) go({ name: "card", cardId: newId() });
  if (device.lasts) followReleases(desk);
  page.subscribe((now) => void device.put(LAST, now).catch(() => {}));

  const root = document.getElementById("app")!;
  root.replaceChildren(); // the shell's first paint; Preact would take its elements for its own
  render(
    <DeskProvider value={desk}>
      <App />
    </DeskProvider>,
    root,
  );
  holdFocus();
  fetchRestSoon();
}

const RELEASE = "release";

function isInTheMiddle(): boolean {
  return page.peek().name !== "home" || document.querySelector("dialog[open]") !== null || document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement;
}

function followReleases({ surface: { live, outbox } }: Desk): void {
  reloadWhenIdle({
    live,
    isIdle: () => outbox.waiting.peek().length === 0 && (document.hidden || !isInTheMiddle()),
    tried: (release) => sessionStorage.getItem(RELEASE) === release,
    note: (release) => sessionStorage.setItem(RELEASE, release),
    canFetch: async () => (await fetch(location.href, { cache: "no-store" }).catch(() => null))?.ok ?? false,
    reload: () => location.reload(),
  });
}

void start();
