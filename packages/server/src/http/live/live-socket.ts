import type { Duplex } from 'node:stream';
import { closeCodes, type CloseReason, type ServerFrame } from '@sora/core';
import type { WebSocket } from 'ws';

/** One client's socket, as those who talk to it see it. */
export interface LiveSocket {
  /** What it has not taken yet. */
  readonly unsentBytes: number;
  say(frame: ServerFrame): void;
  /** A frame as it goes over the wire (see `wireFrame`), shared with other sockets. */
  write(bytes: Buffer): void;
  ping(): void;
  /** Says why, and waits a moment for the client to say goodbye too. */
  close(reason: CloseReason): void;
  /** At once. */
  hangUp(): void;
}

export interface SocketEvents {
  /** A frame of the client; undefined when it is no text. */
  onFrame(text: string | undefined): void;
  /** Any sign of life. */
  onHeard(): void;
  /** All that was queued has been taken. */
  onDrain(): void;
  onClosed(): void;
}

/** The library waits half a minute for a goodbye; a client that does not read never says it. */
const goodbyeMs = 2_000;

export function liveSocket(ws: WebSocket, transport: Duplex, { onFrame, onHeard, onDrain, onClosed }: SocketEvents): LiveSocket {
  ws.on('message', (data, isBinary) => {
    onHeard();
    onFrame(isBinary || !Buffer.isBuffer(data) ? undefined : data.toString());
  });
  ws.on('pong', onHeard);
  // It closes after an error, with the code that says which: 1009 for a frame that is too long, 1007 for one that is not UTF-8.
  ws.on('error', () => undefined);
  ws.on('close', onClosed);
  transport.on('drain', onDrain);
  return {
    get unsentBytes() { return ws.bufferedAmount; },
    say: (frame) => ws.send(JSON.stringify(frame)),
    write(bytes) {
      // Between two frames of the library, which writes each at once and none after its goodbye.
      if (ws.readyState === ws.OPEN) transport.write(bytes);
    },
    ping: () => ws.ping(),
    close(reason) {
      ws.close(closeCodes[reason], reason);
      setTimeout(() => ws.terminate(), goodbyeMs).unref();
    },
    hangUp: () => ws.terminate(),
  };
}
