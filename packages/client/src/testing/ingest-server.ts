import { accountBeforeFirst, type Conservation, type Frame, frameMeasurements, frameWindow, parseFrame, unexplainedBetween } from '@sora/core';
import type { Transport, TransportAnswer } from '../ports/transport.ts';
import { answered, unanswered } from './scripted-transport.ts';

export interface TakenFrame {
  readonly frame: Frame;
  /** Single measurements. */
  readonly content: number;
}

/** What `/v1/ingest` does, by the same code, with a memory that a test can ask. */
export interface IngestServer {
  readonly transport: Transport;
  /** Whatever else it answers; undefined goes on. `lose` takes the frame and cuts the answer. */
  trouble: ((frame: Frame) => TransportAnswer | 'lose' | undefined) | undefined;
  /** Each frame once, in the order in which they came. */
  readonly taken: readonly TakenFrame[];
  readonly requests: number;
  /** Single measurements of a type, and their sum for counters and ratios. */
  total(type: string): { readonly count: number; readonly sum: number };
  /** The account that each boot told last. */
  accounts(): readonly Conservation[];
  /** Measurements that the accounts cannot explain. */
  unexplained(): number;
}

export function ingestServer({ nextFlushMs = 60_000 }: { readonly nextFlushMs?: number } = {}): IngestServer {
  const window = frameWindow(1_000);
  const taken: TakenFrame[] = [];
  let requests = 0;

  function take(body: unknown): TransportAnswer {
    const outcome = parseFrame(body);
    if (outcome.kind === 'refused') return answered(400, { code: 'bad-request', errors: outcome.errors });
    const { frame, rejected } = outcome;
    const isNew = window.admit({ tenant: 'main', ...frame }) === 'new';
    const measured = frameMeasurements(frame, { receivedAtMs: 1e12, tenant: 'main', source: 'client' });
    const content = measured.reduce((sum, each) => sum + ('aggregate' in each ? each.aggregate.count : each.values.length), 0);
    if (isNew) taken.push({ frame: body as Frame, content });
    return answered(202, { seq: frame.seq, kind: isNew ? 'accepted' : 'repeated', accepted: isNew ? content : 0, rejected, nextFlushMs });
  }

  const byBoot = () => Array.from(Map.groupBy(taken, ({ frame }) => frame.boot).values(), (frames) => frames.toSorted((a, b) => a.frame.seq - b.frame.seq));
  const accountOf = ({ frame: { seq, conservation = accountBeforeFirst.conservation }, content }: TakenFrame) => ({ seq, conservation, content, isWhole: true });
  return {
    trouble: undefined,
    taken,
    get requests() { return requests; },
    async transport(request) {
      requests += 1;
      const trouble = this.trouble?.(request.body as Frame);
      if (trouble !== undefined && trouble !== 'lose') return trouble;
      const answer = take(request.body);
      return trouble === 'lose' ? unanswered : answer;
    },
    total(type) {
      const outcomes = taken.map(({ frame }) => parseFrame(frame)).filter((outcome) => outcome.kind === 'frame');
      const items = outcomes.flatMap(({ frame }) => frameMeasurements(frame, { receivedAtMs: 1e12, tenant: 'main', source: 'client' })).filter((item) => item.type === type);
      const add = (part: 'count' | 'sum') => items.reduce((sum, item) => sum + ('aggregate' in item ? item.aggregate[part] : 0), 0);
      return { count: add('count'), sum: add('sum') };
    },
    accounts: () => byBoot().map((frames) => frames.at(-1)!.frame.conservation!),
    unexplained: () => byBoot().reduce((sum, frames) => sum + frames.reduce((missing, frame, at) => missing + Math.abs(unexplainedBetween(at === 0 ? accountBeforeFirst : accountOf(frames[at - 1]!), accountOf(frame))), 0), 0),
  };
}
