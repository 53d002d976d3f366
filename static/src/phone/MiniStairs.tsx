// The staircase as a small sign, with the steps lit that a card stands on. The words beside it say the same.

const WIDTH = 54;
const HEIGHT = 36;

export function MiniStairs({ count, lit }: { count: number; lit: readonly number[] }) {
  if (count === 0) return null;
  const run = WIDTH / count;
  const rise = HEIGHT / count;
  const top = (index: number) => HEIGHT - (index + 1) * rise;
  let line = `M0 ${HEIGHT}`;
  for (let index = 0; index < count; index++) line += `V${top(index)}H${(index + 1) * run}`;
  return (
    <svg class="ministairs" viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`} aria-hidden="true">
      {lit.map((index) => (
        <path key={index} class="ministairs__lit" d={`M${index * run} ${top(index)}H${WIDTH}v${rise}H${index * run}z`} />
      ))}
      <path class="ministairs__line" d={line} />
    </svg>
  );
}
