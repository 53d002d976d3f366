// Only for what lasts: no connection, paused. What passes is a toast, what concerns one text is its state line.

import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./Icon.tsx";

export interface BannerProps {
  readonly tone: "time" | "error" | "action" | "stored";
  readonly icon: IconName;
  /** "Ingen forbindelse" */
  readonly fact: string;
  /** What to do about it. */
  readonly children?: ComponentChildren;
}

export function Banner({ tone, icon, fact, children }: BannerProps) {
  return (
    <div class={`banner banner--${tone}`} role="status">
      <Icon name={icon} />
      <p>
        <b class="banner__fact">{fact}</b>
        {children}
      </p>
    </div>
  );
}
