// What makes signing in nicer; it works without it. A passphrase can be shown while it is written.

for (const place of document.querySelectorAll<HTMLElement>("[data-reveal]")) offerReveal(place);

function offerReveal(place: HTMLElement): void {
  const field = place.querySelector("input")!;
  const press = document.createElement("button");
  press.type = "button";
  press.className = "button";
  press.setAttribute("aria-controls", field.id);
  const show = (shown: boolean) => {
    field.type = shown ? "text" : "password";
    press.textContent = shown ? place.dataset.conceal! : place.dataset.reveal!;
  };
  press.addEventListener("click", () => show(field.type === "password"));
  // What is sent as text, browsers may offer to others later.
  field.form?.addEventListener("submit", () => show(false));
  show(false);
  place.append(press);
}
