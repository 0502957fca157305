/** Who of several pages (tabs) of one app does what only one may do: sending what is queued, sending what was measured. */
export interface Leadership {
  /**
   * Calls `lead` when this page becomes the leader of `name`; its `signal` is aborted when it no longer is (only where the platform can take it
   * away). Others wait, and one follows when this page closes, crashes or resigns. Answers how to resign or stop waiting.
   */
  campaign(name: string, lead: (signal: AbortSignal) => void): () => void;
}
