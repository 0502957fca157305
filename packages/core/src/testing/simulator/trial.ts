/** What a batch came to. */
export interface Verdict<Outcome> {
  /** One for each item, in their order. */
  readonly outcomes: readonly Outcome[];
  /** True for what the database can never take. */
  readonly isPoisoned: boolean;
  /** Looks the change through and writes it as it stands. @returns what the history says of it */
  keep(): string;
}

/** What is on trial: decisions of a feature, and the rows that they are about. */
export interface Trial<Item, Outcome> {
  laneOf(item: Item): string;
  /** Rows that a batch locks: in one order for all, so that no two can wait for each other. */
  rowsOf(lane: string, items: readonly Item[]): readonly string[];
  /** Reads what deciding needs, in the moment in which all is locked. What it answers decides, some time later. */
  read(lane: string, items: readonly Item[], locked: { readonly rows: readonly string[]; readonly nowMs: number }): () => Verdict<Outcome>;
}

/** Whoever asks for something, and what becomes of it, in one world. */
export interface Cast<Item, Outcome> {
  readonly trial: Trial<Item, Outcome>;
  /** @param intention unlike all others; what the item writes is known by it. It begins with `poison-` where the database can never take it */
  wish(intention: string, client: number): Item;
  /** As it is sent again after its outcome was not known. Default: the same. */
  readonly resent?: ((item: Item, attempt: number) => Item) | undefined;
  /** How often a client asks before it gives up. */
  readonly mostAttempts: number;
  /** Remembers what a client was told, and holds it against what is there. */
  hears(item: Item, outcome: Outcome): void;
  isRefusal(outcome: Outcome): boolean;
  /** Looks through all that is there at the end. */
  conclude(): void;
}

/** What the database can never take. */
export function isPoison(intention: string): boolean {
  return intention.startsWith('poison');
}
