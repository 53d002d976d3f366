// A mapping's day, told again: fetches it, and shows it.

import { options, render } from "preact";

import { t } from "../words.ts";
import { Replay } from "./Replay.tsx";
import { createShow } from "./show.ts";
import type { Frame } from "./tape.ts";

// However much happens between two pictures, the staircase is drawn once for each of them.
options.debounceRendering = (draw) => void requestAnimationFrame(draw);

const place = document.getElementById("replay");
if (place) void begin(place);

async function begin(place: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(`${location.pathname}.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { frames } = (await answer.json()) as { frames: readonly Frame[] };
    const show = createShow(frames);
    // What was done before anybody came is soon seen.
    if (show.points.length > 1) show.go(show.points[1]!.from);
    place.replaceChildren();
    render(<Replay show={show} />, place);
  } catch {
    render(<NotFetched />, place);
  }
}

function NotFetched() {
  return (
    <div class="replay__wait" role="alert">
      <p>{t("Dagen kunne ikke hentes. Se efter, om du er på nettet, og prøv igen.")}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t("Prøv igen")}
      </button>
    </div>
  );
}
