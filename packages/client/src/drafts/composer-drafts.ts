/**
 * What the user has typed and not sent, for each chat. Kept in memory, written to the journal within 300 ms and when the app is hidden, and into
 * the crash capsule when the app is dying.
 */
export interface ComposerDrafts {
  /** An empty text removes it. */
  save(chatId: string, text: string): void;
  textOf(chatId: string): string;
  /** All of them, for the capsule. */
  all(): Readonly<Record<string, string>>;
  /** Resolves when all that was saved before survives a kill. */
  flush(): Promise<void>;
  /** Removes all of them. */
  clear(): Promise<void>;
  subscribe(listener: () => void): () => void;
}
