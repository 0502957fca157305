import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SoraError } from '@sora/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';

export interface UpgradeOptions {
  readonly path: string;
  readonly maxFrameBytes: number;
  /** @throws {SoraError} why it may not come in: answered as any other request is */
  readonly admit: (request: FastifyRequest) => void;
  readonly onOpen: (ws: WebSocket, transport: Duplex, request: FastifyRequest) => void;
}

/**
 * Lets requests for another protocol pass through the same router as all others: proxies that are trusted, headers, problems and log lines are
 * the same, and what asks for an upgrade elsewhere (as curl does for HTTP/2) gets its plain answer.
 */
export function routeUpgrades(app: FastifyInstance, { path, maxFrameBytes, admit, onOpen }: UpgradeOptions): void {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>();
  // Not compressed: a frame is shared by all who get it, and each socket's compressor would take 300 KB.
  const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: maxFrameBytes });
  app.server.on('upgrade', (request, transport, head) => {
    const response = answerOn(request, transport);
    upgrades.set(request, { transport, head, response });
    app.routing(request, response);
  });
  app.get(path, (request, reply) => {
    const upgrade = upgrades.get(request.raw);
    if (upgrade === undefined) throw new SoraError('bad-request', { detail: 'This address speaks WebSocket: ask with "Upgrade: websocket".' });
    admit(request);
    reply.hijack();
    const { transport, head, response } = upgrade;
    if (transport instanceof Socket) response.detachSocket(transport);
    server.handleUpgrade(request.raw, transport, head, (ws) => onOpen(ws, transport, request));
  });
}

interface Upgrade {
  readonly transport: Duplex;
  readonly head: Buffer;
  readonly response: ServerResponse;
}

function answerOn(request: IncomingMessage, transport: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // Node has let go of the connection: a loss that nobody listens to would end the process.
  transport.on('error', () => undefined);
  if (transport instanceof Socket) response.assignSocket(transport);
  response.once('finish', () => transport.end());
  return response;
}
