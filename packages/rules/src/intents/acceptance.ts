/** A finding that the team knows and lives with, for a while. */
export interface Acceptance {
  /** Of the finding, as the report gives it. */
  readonly finding: string;
  readonly reason: string;
  readonly expiresAtMs: number;
}
