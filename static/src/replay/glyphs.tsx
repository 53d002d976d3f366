// What stands on the buttons that run a day. Apart from parts/Icon.tsx, because phones fetch all of that.

const PATHS = {
  play: "M6 3.8v12.4L16 10z",
  pause: "M7 4.5v11M13 4.5v11",
  before: "M15 4.5 8 10l7 5.5zM5 4.5v11",
  after: "M5 4.5 12 10l-7 5.5zM15 4.5v11",
} as const;

export function Glyph({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
