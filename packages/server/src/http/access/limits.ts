import { isProblem, type Principal, SoraError } from '@sora/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../../settings.ts';
import type { Authenticator } from './authenticator.ts';
import { shownCredential } from './doors.ts';
import { senderOf } from './sender.ts';

/** How much one sender may ask for, counted per server. */
export interface Limits {
  /** By address, before a credential is looked up. */
  beforeEntry(request: FastifyRequest): Promise<void>;
  /** Counts refused credentials by address, so that guessing is slow. */
  countingFailures<T>(request: FastifyRequest, enter: () => Promise<T>): Promise<T>;
  /** By credential; strangers by address and endpoint. */
  afterEntry(request: FastifyRequest, principal: Principal | undefined): Promise<void>;
  /** By installation, within an ingest key. */
  installation(request: FastifyRequest, install: string): Promise<void>;
}

const aMinuteMs = 60_000;
// Engineers' pages refetch once a second at most; ten open pages stay below.
const operatorPerMinute = 1_200;
const strangerPerMinute = 300;
/** More wrong credentials than this are answered with 429, so that a misconfigured agent slows down. A right one still comes in: others may share the address. */
const refusedPerMinute = 30;
/**
 * From here on this address costs the database nothing more: only what this server has once found right is looked up.
 * What makes guessing hopeless is the length of the secrets, 256 bits; this keeps it from being a load.
 */
const lookedUpPerMinute = 600;

export function createLimits(app: FastifyInstance, settings: Settings, authenticator: Authenticator): Limits {
  const counter = createCounters(app);
  const refused = counter('refused', refusedPerMinute, 20_000);
  const lookedUp = counter('looked-up', lookedUpPerMinute, 20_000);
  const operator = counter('operator', operatorPerMinute, 10_000);
  const stranger = counter('stranger', strangerPerMinute, 20_000);
  const installation = counter('install', settings.SORA_INSTALL_FRAMES_PER_MINUTE, 200_000);
  const asStranger = (request: FastifyRequest) => stranger(request, `${senderOf(request.ip)} ${request.routeOptions.config.endpoint}`);

  return {
    async beforeEntry(request) {
      const shown = shownCredential(request);
      if (shown !== undefined && !authenticator.hasSeen(shown.secret)) await lookedUp(request, senderOf(request.ip), false);
    },
    async countingFailures(request, enter) {
      try {
        return await enter();
      } catch (error) {
        if (isProblem(error, 'unauthenticated')) await countFailure(request);
        throw error;
      }
    },
    afterEntry(request, principal) {
      if (principal === undefined) return asStranger(request);
      return principal.kind === 'operator' ? operator(request, principal.id) : Promise.resolve();
    },
    installation,
  };

  async function countFailure(request: FastifyRequest): Promise<void> {
    if (shownCredential(request) === undefined) return asStranger(request);
    await lookedUp(request, senderOf(request.ip));
    await refused(request, senderOf(request.ip));
  }
}

/** @throws {SoraError} `rate-limited` */
type Counter = (request: FastifyRequest, key: string, increment?: boolean) => Promise<void>;

function createCounters(app: FastifyInstance) {
  const keys = new WeakMap<FastifyRequest, string>();
  return (prefix: string, max: number, cache: number): Counter => {
    // The types leave out `cache`, the number of senders remembered; the code reads it.
    const options = { max, timeWindow: aMinuteMs, cache, keyGenerator: (request: FastifyRequest) => `${prefix}:${keys.get(request) ?? request.ip}` };
    const check = app.createRateLimit(options);
    return async (request, key, increment = true) => {
      keys.set(request, key);
      const result = await check(request, { increment });
      if (result.isAllowed === false && (increment ? result.isExceeded : result.remaining <= 0)) {
        throw new SoraError('rate-limited', { detail: `At most ${max} a minute.`, retryAfterMs: result.ttl });
      }
    };
  };
}
