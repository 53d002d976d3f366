// The phone: reads what it has kept, opens the line, shows the page that the workshop has come to.

import { render } from "preact";

import { boot, readShell } from "../boot.ts";
import { App } from "./App.tsx";
import { Desk, DeskProvider } from "./desk.ts";
import { openDevice, outboxStore } from "./device.ts";
import { openPages, page, type Page } from "./pages.ts";

const LAST = "memo/page";

async function start(): Promise<void> {
  const shell = readShell();
  const device = await openDevice(shell.sessionId);
  const desk = new Desk(boot(outboxStore(device), shell), device);
  await desk.open();

  const last = (await device.all<Page>(LAST)).get("");
  openPages(last?.name === "card" && desk.drafts.peek().has(last.cardId) ? last : undefined);
  page.subscribe((now) => void device.put(LAST, now).catch(() => {}));

  const root = document.getElementById("app")!;
  root.replaceChildren(); // the shell's first paint; Preact would take its elements for its own
  render(
    <DeskProvider value={desk}>
      <App />
    </DeskProvider>,
    root,
  );
}

void start();
