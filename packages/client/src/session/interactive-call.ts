import type { Platform } from '../ports/platform.ts';
import type { Transport, TransportRequest } from '../ports/transport.ts';
import { judgeAnswer, type Verdict } from './answers.ts';
import { jittered, retryDelayMs } from './retry-delay.ts';
import type { SessionKeeper } from './session.ts';

export type Call = (request: Omit<TransportRequest, 'timeoutMs' | 'headers'>) => Promise<Verdict>;

/** A client, or these parts of one. */
export interface CallParts {
  readonly transport: Transport;
  readonly session: Pick<SessionKeeper, 'current' | 'refresh'>;
  readonly platform: Pick<Platform, 'timers' | 'random'>;
}

const attempts = 3;
const timeoutMs = 5_000;

/**
 * Requests that somebody waits for, in the user's name: 3 attempts of 5000 ms each, twice the pause after each [MOB-8], and one new session
 * where the present one is over. Only for what is safe to repeat. Never rejects.
 */
export function interactiveCall({ transport, session, platform: { timers, random } }: CallParts): Call {
  const pause = (delayMs: number) => new Promise<void>((resume) => { timers.after(delayMs, resume); });
  const once = async (request: Parameters<Call>[0]): Promise<Verdict> => {
    const present = session.current ?? (await session.refresh());
    if (present === undefined) return { kind: 'unauthenticated' };
    return judgeAnswer(await transport({ ...request, timeoutMs, headers: { authorization: `Bearer ${present.token}` } }));
  };
  return async (request) => {
    let verdict = await once(request);
    if (verdict.kind === 'unauthenticated' && (await session.refresh()) !== undefined) verdict = await once(request);
    for (let failures = 1; verdict.kind === 'later' && failures < attempts; failures++) {
      await pause(Math.max(jittered(retryDelayMs(failures), random), Math.min(verdict.retryAfterMs ?? 0, 30_000)));
      verdict = await once(request);
    }
    return verdict;
  };
}
