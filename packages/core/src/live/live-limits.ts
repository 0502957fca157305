import type { FrameRate } from './frame-budget.ts';

/** What one server takes, and how long it waits. */
export interface LiveLimits {
  readonly maxSockets: number;
  /** Many people share the address of a mobile network or an office. */
  readonly maxSocketsPerAddress: number;
  readonly maxSocketsPerUser: number;
  readonly maxSubscriptions: number;
  readonly frameRate: FrameRate;
  /** Longest frame of a client. */
  readonly maxFrameBytes: number;
  /** Past this, nothing more is queued for a socket. */
  readonly maxUnsentBytes: number;
  /** All sockets together; the ones that have not read for longest are hung up on. */
  readonly maxUnsentBytesInAll: number;
  /** A socket that has not taken what was queued for so long is hung up on. */
  readonly maxStalledMs: number;
  readonly helloWithinMs: number;
  /** A socket is pinged this often, and is dead when it said nothing for two and a half times as long. */
  readonly pingMs: number;
  /** Tokens and memberships are looked at again at least this often. */
  readonly recheckMs: number;
  /** How often sockets are looked through for what is due. */
  readonly sweepMs: number;
  /** Pieces of AI replies that a server passes on, of one chat and of all together. */
  readonly piecesPerSecond: { readonly ofChat: number; readonly inAll: number };
  /** Followers of a chat up to which it has `piecesPerSecond`; twice as many followers have half as many pieces. */
  readonly piecesInFullUpTo: number;
  /** How often servers tell each other of viewers. */
  readonly viewersMs: number;
}

export const defaultLiveLimits: LiveLimits = {
  maxSockets: 20_000,
  maxSocketsPerAddress: 2_000,
  maxSocketsPerUser: 20,
  maxSubscriptions: 50,
  frameRate: { perSecond: 10, burst: 60 },
  maxFrameBytes: 4_096,
  maxUnsentBytes: 131_072,
  maxUnsentBytesInAll: 268_435_456,
  maxStalledMs: 20_000,
  helloWithinMs: 5_000,
  pingMs: 25_000,
  recheckMs: 30_000,
  sweepMs: 500,
  piecesPerSecond: { ofChat: 40, inAll: 1_000 },
  piecesInFullUpTo: 500,
  viewersMs: 5_000,
};
