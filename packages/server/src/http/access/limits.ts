import { type Identity, isProblem, type Principal, SoraError } from '@sora/core';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../../settings.ts';
import type { Authenticator } from './authenticator.ts';
import { createRateCounter } from './rate-counter.ts';
import { senderOf } from './sender.ts';
import { shownCredential } from './shown-credential.ts';

/**
 * How much one sender may ask for, counted per server. Without promises where nothing is waited for: it stands before each of a
 * device's frames. What is too much is thrown as `rate-limited`.
 */
export interface Limits {
  /** By address, before a credential is looked up. */
  beforeEntry(request: FastifyRequest): void;
  /** Counts refused credentials by address, so that guessing is slow. */
  countingFailures<T>(request: FastifyRequest, enter: () => Promise<T>): Promise<T>;
  /** By credential; strangers by address and endpoint. */
  afterEntry(request: FastifyRequest, principal: Principal | undefined): void;
  /** By installation, within an ingest key. */
  installation(install: string): void;
  /** Refused identity tokens count like refused credentials, and while there are far too many of an address, none of it is checked. */
  countingRefusedIdentities<T>(request: FastifyRequest, verify: () => Promise<T>): Promise<T>;
  /** By user: sessions that begin. */
  beginning(user: Identity): void;
}

const aMinuteMs = 60_000;
// Engineers' pages refetch once a second at most; ten open pages stay below.
const operatorPerMinute = 1_200;
const strangerPerMinute = 300;
const crowdPerMinute = 3_000;
/** A user's devices, each of which may have lost its token; more is a loop. */
const sessionsPerMinute = 30;
/** More wrong credentials than this are answered with 429, so that a misconfigured agent slows down. A right one still comes in: others may share the address. */
const refusedPerMinute = 30;
/**
 * From here on this address costs the database nothing more: only what this server has once found right is looked up.
 * What makes guessing hopeless is the length of the secrets, 256 bits; this keeps it from being a load.
 */
const lookedUpPerMinute = 600;

export function createLimits(settings: Settings, authenticator: Authenticator): Limits {
  const refused = counter(refusedPerMinute, 20_000);
  const lookedUp = counter(lookedUpPerMinute, 20_000);
  const operator = counter(operatorPerMinute, 10_000);
  const stranger = counter(strangerPerMinute, 20_000);
  const crowd = counter(crowdPerMinute, 20_000);
  const session = counter(sessionsPerMinute, 200_000);
  const installation = counter(settings.SORA_INSTALL_FRAMES_PER_MINUTE, 200_000);
  const asStranger = (request: FastifyRequest) => {
    const { endpoint, isCrowded } = request.routeOptions.config;
    (isCrowded === true ? crowd : stranger)(`${senderOf(request.ip)} ${endpoint}`);
  };

  return {
    beforeEntry(request) {
      const shown = shownCredential(request);
      if (shown !== undefined && !authenticator.hasSeen(shown)) lookedUp(senderOf(request.ip), false);
    },
    async countingFailures(request, enter) {
      try {
        return await enter();
      } catch (error) {
        if (isProblem(error, 'unauthenticated')) countFailure(request);
        throw error;
      }
    },
    afterEntry(request, principal) {
      if (principal === undefined) asStranger(request);
      else if (principal.kind === 'operator') operator(principal.id);
    },
    installation,
    async countingRefusedIdentities(request, verify) {
      lookedUp(senderOf(request.ip), false);
      try {
        return await verify();
      } catch (error) {
        if (isProblem(error, 'identity-refused')) countRefusal(request);
        throw error;
      }
    },
    beginning: ({ tenant, userId }) => session(`${tenant} ${userId}`),
  };

  function countFailure(request: FastifyRequest): void {
    if (shownCredential(request) === undefined) return asStranger(request);
    countRefusal(request);
  }

  function countRefusal({ ip }: FastifyRequest): void {
    lookedUp(senderOf(ip));
    refused(senderOf(ip));
  }
}

/** @throws {SoraError} `rate-limited` */
type Counter = (key: string, increment?: boolean) => void;

function counter(max: number, senders: number): Counter {
  const { count, peek } = createRateCounter({ max, windowMs: aMinuteMs, senders });
  return (key, increment = true) => {
    const retryAfterMs = increment ? count(key) : peek(key);
    if (retryAfterMs !== undefined) throw new SoraError('rate-limited', { detail: `At most ${max} a minute.`, retryAfterMs });
  };
}
