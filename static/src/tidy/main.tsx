// Tidying up a frozen mapping for its next version.

import { render } from "preact";

import { outbox } from "../console/desk.ts";
import { Tidy } from "./Tidy.tsx";
import { writing } from "./tidying.ts";

const root = document.getElementById("app")!;
root.replaceChildren();
render(<Tidy />, root);

addEventListener("beforeunload", (event) => {
  if (outbox.waiting.peek().length > 0 || Object.keys(writing.peek()).length > 0) event.preventDefault();
});
