// A wall stands open for days. When the server comes back as another release, the page comes anew with it.

import type { Live } from "../live.ts";

export function reloadOnNewRelease(live: Live): void {
  let mine: string | null = null;
  live.onMessage((message) => {
    if (message.type !== "snapshot") return;
    if (mine !== null && message.release !== mine) location.reload();
    mine ??= message.release;
  });
}
