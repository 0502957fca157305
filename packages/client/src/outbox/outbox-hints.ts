/** Tells the other pages of this app which rows of the outbox have changed. A hint may be lost or late: what counts is the journal. */
export interface OutboxHints {
  /** Never throws. */
  tell(keys: readonly string[]): void;
  /** Never hears its own. Answers how to stop. */
  listen(listener: (keys: readonly string[]) => void): () => void;
}
