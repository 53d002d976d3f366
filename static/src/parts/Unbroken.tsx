// "8-10 år" is one thing to read; browsers would break it after its hyphen.

/** The text, with spans of figures in one piece. */
export function Unbroken({ text }: { text: string }) {
  return <>{text.split(/(\d+-\d+)/).map((part, i) => (i % 2 ? <span class="figures">{part}</span> : breakable(part)))}</>;
}

// They break none after a slash ("kostskole/efterskole"), but the staircase counts on it: without this the end of such a name would
// stand outside its card.
function breakable(text: string) {
  return text.split("/").map((part, i) => (i === 0 ? part : ["/", <wbr key={i} />, part]));
}
