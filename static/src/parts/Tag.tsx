// The letters of a professional area, read out as its name where that is not written beside it. Colours come from the letters
// themselves (components/tag.css, by data-tag), so an area that a municipality made up is drawn white with an ink edge without anybody
// keeping a list here.

export function Tag({ tag, title, class: extra }: { tag: string; title?: string | undefined; class?: string }) {
  return (
    <span class={extra ? `tag ${extra}` : "tag"} data-tag={tag} title={title} role={title ? "img" : undefined} aria-label={title}>
      {tag}
    </span>
  );
}
