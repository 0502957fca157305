/** Why a server hangs up. From 4000 on codes are an application's own (RFC 6455, 7.4.2); where HTTP has a status for it, it is 4000 + that status. */
export const closeCodes = {
  /** This server stops; a `reconnect` frame came before. */
  restarting: 1012,
  /** It is at its limit or has no database; a `reconnect` frame came before. */
  overloaded: 1013,
  /** What is no text frame. */
  binary: 1003,
  malformedHello: 4400,
  /** The token is not right, or no longer. */
  unauthenticated: 4401,
  helloTimeout: 4408,
  upgrade: 4426,
  /** More frames a second than are taken, or more sockets of this user. */
  tooMany: 4429,
} as const;

export type CloseReason = keyof typeof closeCodes;
