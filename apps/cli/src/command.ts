/** One subcommand of `sora`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Shown by `sora help NAME`; the first line is how to call it. */
  readonly usage: string;
  /** @returns the exit code; throws CommandError for what the user can mend */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** What went wrong and what to do, in sentences for the person at the terminal. */
export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}
