/** A path of ours, where the site lies below another one: `/workshops` may be `/trappen/workshops`. */
export function at(path: string): string {
  return (document.documentElement.dataset.base ?? "") + path;
}
