import { isProblem, type Principal, SoraError } from '@sora/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../../settings.ts';

/** How much one sender may ask for, counted per server. */
export interface Limits {
  /** By address, before anything else is done. */
  beforeEntry(request: FastifyRequest): Promise<void>;
  /** Counts refused credentials by address, so that guessing is slow. */
  countingFailures<T>(request: FastifyRequest, enter: () => Promise<T>): Promise<T>;
  /** By credential. */
  afterEntry(request: FastifyRequest, principal: Principal | undefined): Promise<void>;
  /** By installation, within an ingest key. */
  installation(request: FastifyRequest, install: string): Promise<void>;
}

const aMinuteMs = 60_000;
// Engineers' pages refetch once a second at most; ten open pages stay below.
const operatorPerMinute = 1_200;
const strangerPerMinute = 300;
const refusedPerMinute = 30;

export function createLimits(app: FastifyInstance, settings: Settings): Limits {
  const keys = new WeakMap<FastifyRequest, string>();
  const counter = (prefix: string, max: number, cache: number) => {
    // The types leave out `cache`, the number of senders remembered; the code reads it.
    const options = { max, timeWindow: aMinuteMs, cache, keyGenerator: (request: FastifyRequest) => `${prefix}:${keys.get(request) ?? request.ip}` };
    const check = app.createRateLimit(options);
    return async (request: FastifyRequest, key: string, increment = true): Promise<void> => {
      keys.set(request, key);
      const result = await check(request, { increment });
      if (result.isAllowed === false && (increment ? result.isExceeded : result.remaining <= 0)) {
        throw new SoraError('rate-limited', { detail: `At most ${max} a minute.`, retryAfterMs: result.ttl });
      }
    };
  };
  const refused = counter('refused', refusedPerMinute, 20_000);
  const operator = counter('operator', operatorPerMinute, 10_000);
  const stranger = counter('stranger', strangerPerMinute, 20_000);
  const installation = counter('install', settings.SORA_INSTALL_FRAMES_PER_MINUTE, 200_000);

  return {
    beforeEntry: (request) => refused(request, request.ip, false),
    async countingFailures(request, enter) {
      try {
        return await enter();
      } catch (error) {
        if (isProblem(error, 'unauthenticated')) await refused(request, request.ip);
        throw error;
      }
    },
    afterEntry(request, principal) {
      if (principal === undefined) return stranger(request, request.ip);
      return principal.kind === 'operator' ? operator(request, principal.id) : Promise.resolve();
    },
    installation: (request, install) => installation(request, install),
  };
}
