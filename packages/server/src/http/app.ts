import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { openedAccounts, SoraError } from '@sora/core';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { createDoors } from './access/doors.ts';
import { answerBadAddress, answerBadConnection, answerProblems } from './answer-problems.ts';
import { serveDashboard } from './dashboard-files.ts';
import { endpoints } from './endpoints/index.ts';
import type { LiveHub } from './live-hub.ts';
import { parseBodies } from './parse-bodies.ts';
import { addEndpoints } from './router.ts';
import { createLimits } from './access/limits.ts';
import { securityHeaders } from './security-headers.ts';
import type { AppServices, Services } from './services.ts';

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  /** Folder of the built dashboard; without one, the page says how to build it. */
  readonly dashboardDir?: string;
  /** Told of every answered request, for self-measurement. */
  readonly onAnswered: (answer: { readonly durationMs: number; readonly status: number }) => void;
}

/** The HTTP server, with every endpoint of the catalog behind the same doors. */
export async function createApp(given: AppServices, { logger, dashboardDir, onAnswered }: AppOptions): Promise<FastifyInstance> {
  const { settings } = given;
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: settings.SORA_BODY_LIMIT_BYTES,
    trustProxy: settings.SORA_TRUSTED_PROXIES.length > 0 ? settings.SORA_TRUSTED_PROXIES : false,
    routerOptions: { maxParamLength: 200 },
    // Longer than the idle time of common load balancers (60 s), so that they close first and never meet a dead connection.
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    // The `instance` of a problem: one of a kind among all servers and starts.
    genReqId: () => randomUUID(),
    // No logger of its own for each request: redaction of the id bound to it takes 3 µs of a device's frame, which writes no
    // line. Ours name the request by its id, as `reqId`.
    childLoggerFactory: (parent) => parent,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBadConnection,
    // What is under way is answered first: a frame whose answer is cut off comes again, and to another server it is new.
    forceCloseConnections: 'idle',
    // One line when a request was answered, by the hook below, instead of two.
    logController: new LogController({ disableRequestLogging: true }),
  });
  await protect(app);
  answerProblems(app);
  parseBodies(app);
  reportAnswers(app, onAnswered);
  const hosts = () => ({ host: settings.SORA_HOST, port: portOf(app) ?? settings.SORA_PORT, allowedHosts: settings.SORA_ALLOWED_HOSTS });
  const services: Services = { ...given, hosts, doors: createDoors(given.authenticator, hosts), limits: createLimits(settings, given.authenticator), opened: openedAccounts(given.ledger) };
  addEndpoints(app, endpoints, services);
  await serveDashboard(app, dashboardDir, hosts);
  closeInTime(app, given.live);
  return app;
}

/** Longest wait for requests under way when the server stops. */
const lastAnswersMs = 5_000;
const sweepMs = 20;

function closeInTime(app: FastifyInstance, live: LiveHub): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    live.publish({ event: 'closing', data: {} });
    const untilMs = performance.now() + lastAnswersMs;
    const sweep = setInterval(() => {
      // One that a browser opened ahead of need has never asked anything, and counts as busy.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      if (performance.now() > untilMs) app.server.closeAllConnections();
      else app.server.closeIdleConnections();
    }, sweepMs);
    app.server.once('close', () => clearInterval(sweep));
  });
}

/** The port it really listens on; undefined before it does. */
export function portOf(app: FastifyInstance): number | undefined {
  const address = app.server.address();
  return address === null || typeof address === 'string' ? undefined : address.port;
}

function reportAnswers(app: FastifyInstance, onAnswered: AppOptions['onAnswered']): void {
  app.addHook('onResponse', (request, reply, done) => {
    // Once: Fastify puts it together anew for each who asks.
    const { config: { endpoint }, url: route } = request.routeOptions;
    const { statusCode: status, elapsedTime: durationMs } = reply;
    // A stream is open for hours: its duration says nothing about an answer's speed.
    if (endpoint !== 'streamLive') onAnswered({ durationMs, status });
    // Devices send thousands of frames a second; a log line for each that went well would cost more than the frame.
    const level = status >= 500 ? 'warn' : status >= 400 ? 'info' : 'debug';
    request.log[level]({ reqId: request.id, method: request.method, route, status, durationMs: Math.round(durationMs * 10) / 10, principal: request.principal?.id }, 'answered');
    done();
  });
}

async function protect(app: FastifyInstance): Promise<void> {
  // A hook with a callback: an async one costs a turn of the microtask queue on each of a device's frames.
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done();
  });
  await app.register(cookie);
  await app.register(compress, {
    encodings: ['gzip'],
    requestEncodings: ['gzip', 'identity'],
    onUnsupportedRequestEncoding: (encoding) => new SoraError('unsupported-media-type', { detail: `content-encoding "${encoding}" is not taken; gzip is.` }),
    onInvalidRequestPayload: (encoding) => new SoraError('malformed-body', { detail: `The body is not valid ${encoding}.` }),
  });
}
