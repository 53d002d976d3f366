// The icon set: a 20-unit grid, one stroke of 1.6, round ends, so that shape alone tells them apart.

const circle = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const PATHS = {
  // Reach: everybody; a group; a child with those around it; one alone.
  alle: circle(10, 10, 7.2) + circle(7, 8.4, 1.3) + circle(13, 8.4, 1.3) + circle(10, 13, 1.3),
  gruppe: circle(6, 7, 2.2) + circle(14, 7, 2.2) + circle(10, 13.6, 2.2),
  et_barn: `${circle(10, 10, 2.4)}M10 2.8v3M10 14.2v3M2.8 10h3M14.2 10h3`,
  individuelt: `${circle(10, 6.2, 2.6)}M4.8 16.6c.5-3.4 2.5-5 5.2-5s4.7 1.6 5.2 5`,

  // Findings.
  overlap: circle(7.4, 10, 4.6) + circle(12.6, 10, 4.6),
  interface: "M3 5h5v10H3zM12 5h5v10h-5zM8 10h4",
  gap: circle(10, 10, 6.6),
  observation: "M10 3.5v8M10 15.4v.2",

  // What may be done, and how it went.
  alert: "M10 3.2 17.4 16.4H2.6zM10 8.4V12M10 14.2v.1",
  axis: "M4 16 16 4M8 4h8v8",
  back: "M12.5 4.5 7 10l5.5 5.5",
  check: "M4 10.6 8.2 14.8 16 5.8",
  clock: `${circle(10, 10, 7)}M10 6v4.3l2.8 1.8`,
  close: "M5 5l10 10M15 5 5 15",
  down: "M4.5 7.5 10 13l5.5-5.5",
  download: "M10 3.5v9M6 9l4 4 4-4M3.5 16.5h13",
  eye: `M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10z${circle(10, 10, 2.2)}`,
  hand: "M7 12V4.7a1.2 1.2 0 0 1 2.4 0V9.4V3.4a1.2 1.2 0 0 1 2.4 0v6V4.4a1.2 1.2 0 0 1 2.4 0v7.2c0 3.3-1.9 5.6-5 5.6-2.4 0-3.8-1.2-5-3.4l-1.5-2.7a1.2 1.2 0 0 1 2-1.2z",
  help: `${circle(10, 10, 7)}M7.9 8.1a2.1 2.1 0 1 1 3.3 1.7c-.8.6-1.2 1-1.2 1.9M10 14.2v.1`,
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  more: circle(4.5, 10, 0.6) + circle(10, 10, 0.6) + circle(15.5, 10, 0.6),
  next: "M7.5 4.5 13 10l-5.5 5.5",
  offline:
    "M3 3l14 14M5.5 10.2a7 7 0 0 1 3-1.9M2.6 7.2A11 11 0 0 1 6 5M11.6 8.3a7 7 0 0 1 2.9 1.9M10 4.2a11 11 0 0 1 7.4 3M10 15.2v.1",
  pause: "M7 4.5v11M13 4.5v11",
  pen: "M4 16l.7-3.4L13.3 4A1.7 1.7 0 0 1 16 6.6L7.3 15.3z",
  people: `${circle(7, 7, 2.6)}M2 16c.4-3 2.3-4.6 5-4.6s4.6 1.6 5 4.6M12.6 4.8a2.6 2.6 0 0 1 0 4.8M14.6 12c2 .6 3.1 2 3.4 4`,
  plus: "M10 4v12M4 10h12",
  print: "M5.5 7V3h9v4M5.5 14H3V7h14v7h-2.5M5.5 12h9v5h-9z",
  screen: "M2.5 4h15v10h-15zM7 17h6",
  search: `${circle(8.8, 8.8, 5.3)}M12.7 12.7 17 17`,
  send: "M10 16V4M5 9l5-5 5 5",
  stairs: "M2.5 16.5h4v-4h4v-4h4v-4h3",
  up: "M4.5 12.5 10 7l5.5 5.5",
  undo: "M7 4 3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration unless it has a label; next to a word that says the same it gets none. */
export function Icon({ name, label }: { name: IconName; label?: string | undefined }) {
  return (
    <svg
      class={name === "gap" ? "icon icon--gap" : "icon"}
      viewBox="0 0 20 20"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
