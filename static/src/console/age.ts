import { t, tn } from "../words.ts";
import { now } from "./desk.ts";

/** How long ago something began, in ms of server time: for what somebody waits for. */
export function ageWords(since: number): string {
  const minutes = Math.floor((now.value - since) / 60_000);
  return minutes < 1 ? t("lige nu") : tn(minutes, "{n} min siden", "{n} min siden");
}
