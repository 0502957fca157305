import type { Transport, TransportAnswer, TransportRequest } from '../ports/transport.ts';

/** A server that answers as it is told, and remembers what it was asked. */
export interface ScriptedTransport {
  readonly transport: Transport;
  readonly requests: readonly TransportRequest[];
  /** Answers from now on. */
  answer(next: (request: TransportRequest) => TransportAnswer | Promise<TransportAnswer>): void;
}

export function answered(status: number, body: unknown, retryAfterMs?: number): TransportAnswer {
  return { kind: 'answered', status, body, retryAfterMs };
}

export const unanswered: TransportAnswer = { kind: 'unanswered', reason: 'network' };

export function scriptedTransport(): ScriptedTransport {
  const requests: TransportRequest[] = [];
  let next: (request: TransportRequest) => TransportAnswer | Promise<TransportAnswer> = () => unanswered;
  return {
    requests,
    answer: (answer) => { next = answer; },
    transport: async (request) => {
      requests.push(request);
      return next(request);
    },
  };
}
