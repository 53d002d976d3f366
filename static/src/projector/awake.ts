// The machine behind the projector does not go to sleep in the middle of the day, where its browser lets a page ask for that.

/** Asks now, and again whenever the page is looked at after it was not: a lock ends when its page is hidden. */
export function stayAwake(): void {
  const ask = () => {
    // Refused on an empty battery, or by whoever runs the machine: then it sleeps as it always did.
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
