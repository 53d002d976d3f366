// What a phone needs later in the day than its first card. Fetched apart, so that the first card does not wait for it.

export { ActionsView } from "./ActionsView.tsx";
export { FindingsView } from "./FindingsView.tsx";
export { NoteForm } from "./NoteForm.tsx";
export { Presented } from "./Presented.tsx";
export { Result } from "./Result.tsx";
