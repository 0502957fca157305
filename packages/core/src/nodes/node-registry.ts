/** What a server says of itself. */
export interface NodeReport {
  readonly id: string;
  readonly region: string;
  readonly release: string;
  readonly startedAtMs: number;
  /** Busy share of its event loop, 0 to 1. */
  readonly load: number;
  readonly memoryBytes: number;
}

/** A server as the database last heard of it. */
export interface NodeRecord extends NodeReport {
  /** By the database's clock. */
  readonly heartbeatAtMs: number;
  /** How long ago that was when it was read, by the same clock. */
  readonly ageMs: number;
}

/** The servers of this installation; "active regions and load" reads this. */
export interface NodeRegistry {
  heartbeat(report: NodeReport): Promise<void>;
  /** Those heard of within `maxAgeMs`, by id. */
  active(maxAgeMs: number): Promise<readonly NodeRecord[]>;
  /** The server says goodbye: it stopped cleanly. */
  leave(id: string): Promise<void>;
  /** Deletes those not heard of for longer than `maxAgeMs`, which never said goodbye; returns how many. */
  forget(maxAgeMs: number): Promise<number>;
}
