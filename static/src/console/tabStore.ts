// What this tab has asked and heard no answer to. It lies in sessionStorage, as what is being written here does: at hand at once when
// the page is loaded again, and each tab has its own, so that an answer is told where it was asked. A tab that was copied asks with
// the same ids, which count once.

import type { Kept, Store } from "../outbox.ts";

interface Entry {
  readonly signIn: string;
  readonly kept: Kept;
}

export class TabStore implements Store {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #signIn: string;
  #read = () => {};

  constructor(sessionId: string, signIn: string, storage: Storage = sessionStorage) {
    this.#storage = storage;
    this.#prefix = `trappe-${sessionId}-ask-`;
    this.#signIn = signIn;
  }

  async all(): Promise<readonly Kept[]> {
    return this.#entries((signIn) => signIn === this.#signIn);
  }

  async put(kept: Kept): Promise<void> {
    this.#storage.setItem(this.#prefix + kept.command.id, JSON.stringify({ signIn: this.#signIn, kept } satisfies Entry));
  }

  async remove(id: string): Promise<void> {
    this.#storage.removeItem(this.#prefix + id);
  }

  onChange(read: () => void): void {
    this.#read = read;
  }

  /** What was asked here by somebody who was signed in before, perhaps another person: never sent in a new name unasked. */
  get leftOver(): readonly Kept[] {
    return this.#entries((signIn) => signIn !== this.#signIn);
  }

  /** From now on it is asked by whoever is signed in now, under the same ids: what was stored before does not count twice. */
  takeOver(): void {
    for (const kept of this.leftOver) void this.put(kept);
    this.#read();
  }

  discardLeftOver(): void {
    for (const { command } of this.leftOver) void this.remove(command.id);
  }

  #entries(whose: (signIn: string) => boolean): readonly Kept[] {
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index)!);
    return keys
      .filter((key) => key.startsWith(this.#prefix))
      .map((key) => JSON.parse(this.#storage.getItem(key)!) as Entry)
      .filter(({ signIn }) => whose(signIn))
      .map(({ kept }) => kept);
  }
}
