// Short notes of what was just done, with a way back. One at a time: a newer note is the one that matters, and undoing two
// things in a row is done from the log, where it is said what they were.

import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";

import { t } from "../words.ts";

const SHOWN_FOR = 6; // seconds

interface Note {
  readonly text: string;
  readonly undo?: () => void;
  readonly seconds: number;
}

const current = signal<Note | null>(null);

/**
 * Shows a note for some seconds, or for as long as pointer or focus is on it. With more than the usual, it says how many are left: then
 * somebody may want to think. What the note offers can be done later too, in the log.
 */
export function toast(text: string, undo?: () => void, seconds = SHOWN_FOR): void {
  current.value = undo ? { text, undo, seconds } : { text, seconds };
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
  const [left, setLeft] = useState(note.seconds);
  const held = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => held.current || setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, [note]);
  useEffect(() => {
    if (left <= 0 && current.peek() === note) hush();
  }, [left]);

  const hold = () => {
    held.current = true;
  };
  const release = () => {
    held.current = false;
  };
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
          {/* Not for screen readers: the note would be read out again every second. */}
          {note.seconds > SHOWN_FOR ? (
            <span class="toast__left number" aria-hidden="true">
              {left}
            </span>
          ) : null}
        </button>
      ) : null}
    </div>
  );
}
