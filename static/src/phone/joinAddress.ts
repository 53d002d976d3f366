/** Where one comes in with this code; `change` also for those who are in already, to sit down at another table. */
export function joinAddress(code: string, change = false): string {
  return `/j/${encodeURIComponent(code.replace(/\s/g, ""))}${change ? "?change=1" : ""}`;
}
