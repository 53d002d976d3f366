// Short notes of what was just done, with a way back. One at a time: a newer note is the one that matters, and undoing two
// things in a row is done from the log, where it is said what they were.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { t } from "../words.ts";

const SHOWN_FOR = 6_000;

interface Note {
  readonly text: string;
  readonly undo?: () => void;
}

const current = signal<Note | null>(null);

/** Shows a note for six seconds, or for as long as pointer or focus is on it. */
export function toast(text: string, undo?: () => void): void {
  current.value = undo ? { text, undo } : { text };
}

/** Takes the note away: the page has gone on to something else. */
export function hush(): void {
  current.value = null;
}

/** Where notes are shown; once on each page. */
export function Toasts() {
  const note = current.value;
  return (
    <div class="toasts" role="status">
      {note ? <ToastNote key={note} note={note} /> : null}
    </div>
  );
}

function ToastNote({ note }: { note: Note }) {
  const timer = useRef(0);
  const hold = () => window.clearTimeout(timer.current);
  const release = () => {
    hold();
    timer.current = window.setTimeout(() => {
      if (current.peek() === note) current.value = null;
    }, SHOWN_FOR);
  };
  useEffect(() => {
    release();
    return hold;
  }, [note]);

  const undo = () => {
    current.value = null;
    note.undo?.();
  };
  return (
    <div class="toast" onPointerEnter={hold} onPointerLeave={release} onFocusIn={hold} onFocusOut={release}>
      <span>{note.text}</span>
      {note.undo ? (
        <button type="button" class="button button--plain" onClick={undo}>
          {t("Fortryd")}
        </button>
      ) : null}
    </div>
  );
}
