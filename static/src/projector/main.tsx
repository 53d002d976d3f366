// The projector: needs no mouse, keeps nothing, and may be closed and opened again anywhere at any time.

import { options, render } from "preact";

import { boot } from "../boot.ts";
import { holdFocus } from "../parts/holdFocus.ts";
import { stayAwake } from "./awake.ts";
import { createPlacing } from "./placing.ts";
import { Projector } from "./Projector.tsx";
import { reloadOnNewRelease } from "./release.ts";

// Bright unless asked otherwise: what a dark theme saves in a dark room, a projector in a lit one cannot show.
document.documentElement.dataset.theme = new URLSearchParams(location.search).get("theme") === "dark" ? "dark" : "light";

// However many messages come between two pictures, the wall is drawn once for each picture.
options.debounceRendering = (draw) => void requestAnimationFrame(draw);

const surface = boot();
reloadOnNewRelease(surface.live);
const app = document.getElementById("app");
if (app) {
  app.replaceChildren();
  render(<Projector surface={surface} placing={createPlacing(surface)} />, app);
  holdFocus();
  stayAwake();
}
