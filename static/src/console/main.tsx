// The facilitator's console.

import { render } from "preact";

import { Console } from "./Console.tsx";
import { outbox } from "./desk.ts";
import "./returned.ts";

const root = document.getElementById("app")!;
root.replaceChildren();
render(<Console />, root);

// What is on its way is sent after a reload too, but a tab that is closed takes it along.
addEventListener("beforeunload", (event) => {
  if (outbox.waiting.peek().length > 0) event.preventDefault();
});
