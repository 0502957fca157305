import { decideUpkeep, type LiveLimits } from '@sora/core';
import type { Connection } from './connection.ts';

/** Looks through all sockets for what is due. @returns how many bytes wait in all of them */
export function lookThrough(connections: Iterable<Connection>, limits: LiveLimits, onError: (error: unknown) => void): void {
  const nowMs = performance.now();
  let unsentBytes = 0;
  const blocked: Connection[] = [];
  for (const connection of connections) {
    for (const due of decideUpkeep(connection.upkeep, limits, nowMs)) doUpkeep[due](connection, onError);
    connection.catchUp();
    unsentBytes += connection.socket.unsentBytes;
    if (connection.isBlocked) blocked.push(connection);
  }
  if (unsentBytes > limits.maxUnsentBytesInAll) hangUpOnSlowest(blocked, unsentBytes - limits.maxUnsentBytesInAll);
}

const doUpkeep = {
  'hang-up': ({ socket }: Connection) => socket.hangUp(),
  'hello-timeout': ({ socket }: Connection) => socket.close('helloTimeout'),
  'ping': (connection: Connection) => connection.pinged(),
  'recheck': (connection: Connection, onError: (error: unknown) => void) => void connection.recheck().catch(onError),
};

/** Those that have not read for longest go first, until the rest is within bounds. */
function hangUpOnSlowest(blocked: readonly Connection[], tooManyBytes: number): void {
  let left = tooManyBytes;
  const since = ({ upkeep: { stalledSinceMs } }: Connection) => stalledSinceMs ?? Infinity;
  for (const { socket } of blocked.toSorted((a, b) => since(a) - since(b))) {
    if (left <= 0) return;
    left -= socket.unsentBytes;
    socket.hangUp();
  }
}
