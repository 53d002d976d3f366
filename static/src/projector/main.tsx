// The projector: needs no mouse, keeps nothing, and may be closed and opened again anywhere at any time.

import { options, render } from "preact";

import { boot, readData } from "../boot.ts";
import { type Door, followDoor } from "../door.ts";
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
const door = followDoor(surface.live, `${location.pathname.replace(/\/$/, "")}/door`, readData<{ readonly door: Door }>()!.door);
reloadOnNewRelease(surface.live);
const app = document.getElementById("app");
if (app) {
  app.replaceChildren();
  render(<Projector surface={surface} door={door} placing={createPlacing(surface)} />, app);
  holdFocus();
  stayAwake();
}
