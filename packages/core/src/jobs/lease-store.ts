/** The right to do something alone for a while. The token grows with every holder: whoever writes shows it, and an older one is refused. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly fencingToken: bigint;
  readonly expiresAtMs: number;
}

export interface LeaseRequest {
  readonly name: string;
  /** Unique per process: two that share a holder share its leases. */
  readonly holder: string;
  readonly durationMs: number;
}

/** Leases by the database's clock, so that nobody's own clock decides who holds one. */
export interface LeaseStore {
  /**
   * The lease, when it was free, expired or already ours; undefined while another holds it.
   * Still ours it is prolonged under the same token; in every other case the token grows.
   */
  acquire(request: LeaseRequest): Promise<Lease | undefined>;
  /** Prolongs it; undefined when it was lost in the meantime. An expired lease is lost, even if nobody took it yet. */
  renew(lease: Lease, durationMs: number): Promise<Lease | undefined>;
  /** Gives it back, unless it was lost already. */
  release(lease: Lease): Promise<void>;
}
