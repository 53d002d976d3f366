// The facilitator's console.

import { render } from "preact";

import { Console } from "./Console.tsx";
import { outbox } from "./desk.ts";

const root = document.getElementById("app")!;
root.replaceChildren();
render(<Console />, root);

// What is on its way lies in memory only.
addEventListener("beforeunload", (event) => {
  if (outbox.waiting.peek().length > 0) event.preventDefault();
});
