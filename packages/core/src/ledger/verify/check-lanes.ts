import type { Sha256 } from '../../kernel/sha256.ts';
import { genesisSeal, memoDigestOf, sealOf } from '../seal.ts';
import type { LaneHead, Transfer } from '../transfer.ts';
import { createOrdering, type Numbered } from './numbered.ts';
import type { ProblemList } from './problem-list.ts';

/** Seals of a tenant's lanes, each checked against the one before it. */
export interface LaneCheck {
  arrive(transfer: Transfer): void;
  /** Nothing more comes. Answers the end of each chain as it was walked, by lane. */
  end(heads: readonly LaneHead[]): readonly LaneHead[];
}

export interface LaneCheckParts {
  readonly sha256: Sha256;
  readonly problems: ProblemList;
  readonly maxWaiting: number;
  /** Heads of an earlier report, which must still be part of the chains. */
  readonly earlier: readonly LaneHead[];
}

interface Lane extends Numbered<Transfer> {
  readonly lane: number;
  /** The last seal, as stored. */
  seal: string;
  /** What the next row may have been sealed on: none after a gap; after a row that is wrong a few, since its seal is or its content is. */
  before: readonly string[];
}

export function createLaneCheck({ sha256, problems, maxWaiting, earlier }: LaneCheckParts): LaneCheck {
  const lanes = new Map<number, Lane>();
  const ordering = createOrdering<Transfer, Lane>({
    maxWaiting,
    take(lane, transfer) {
      checkSeal(lane, transfer, { sha256, problems });
      checkMemo(transfer, { sha256, problems });
      lane.seal = transfer.seal;
    },
    missing(lane, upTo) {
      problems.add('lane', { lane: lane.lane, seq: lane.next }, `Lane ${lane.lane} has no ${range(lane.next, upTo)}.`);
      lane.before = [];
    },
    repeated: ({ lane }, { seq, payer, key }) => problems.add('lane', { lane, seq, payer, key }, `Lane ${lane} has its place ${seq} twice, or far out of order: key "${key}" of ${payer}.`),
  });
  const compareEarlier = rewrittenLanes(earlier, problems);
  return {
    arrive(transfer) {
      compareEarlier.arrive(transfer);
      ordering.arrive(laneOf(lanes, transfer.lane), transfer.seq, transfer);
    },
    end(heads) {
      ordering.end();
      compareEarlier.end();
      for (const { lane } of heads) laneOf(lanes, lane);
      checkHeads(lanes, heads, problems);
      return [...lanes.values()].map(({ lane, next, seal }) => ({ lane, seq: next - 1, seal })).toSorted((a, b) => a.lane - b.lane);
    },
  };
}

function laneOf(lanes: Map<number, Lane>, lane: number): Lane {
  const known = lanes.get(lane);
  if (known !== undefined) return known;
  const made: Lane = { lane, next: 1, waiting: undefined, seal: genesisSeal, before: [genesisSeal] };
  lanes.set(lane, made);
  return made;
}

/** So many altered seals in a row are told from the rows behind them; in a longer run the row behind it is named too. */
const mostComputed = 3;

type Found = Pick<LaneCheckParts, 'sha256' | 'problems'>;

function checkSeal(lane: Lane, transfer: Transfer, { sha256, problems }: Found): void {
  const seals = lane.before.map((seal) => sealOf(transfer, seal, sha256));
  const isRight = seals.length === 0 || seals.includes(transfer.seal);
  lane.before = isRight ? [transfer.seal] : [transfer.seal, ...seals.slice(0, mostComputed)];
  if (isRight) return;
  const { seq, payer, key } = transfer;
  problems.add('seal', { lane: lane.lane, seq, payer, key }, `The transfer "${key}" of ${payer} (lane ${lane.lane}, place ${seq}) is not as it was sealed.`);
}

/** An erased memo leaves its digest, and nothing to check. */
function checkMemo({ lane, seq, payer, key, memo, memoDigest }: Transfer, { sha256, problems }: Found): void {
  if (memo === undefined || memoDigestOf(memo, sha256) === memoDigest) return;
  problems.add('memo', { lane, seq, payer, key }, `The memo of the transfer "${key}" of ${payer} does not match its digest.`);
}

function checkHeads(lanes: ReadonlyMap<number, Lane>, heads: readonly LaneHead[], problems: ProblemList): void {
  const headOf = new Map(heads.map((head) => [head.lane, head]));
  for (const { lane, next, seal } of lanes.values()) {
    const head = headOf.get(lane) ?? { lane, seq: 0, seal: genesisSeal };
    const seq = next - 1;
    if (head.seq !== seq) problems.add('head', { lane, seq: head.seq }, `Lane ${lane} ends at place ${seq}; its head says ${head.seq}.`);
    else if (head.seal !== seal) problems.add('head', { lane, seq }, `The head of lane ${lane} has another seal than its last transfer.`);
  }
}

/** Finds a history that was written anew as a whole, every seal with it: what an earlier report saw is not there any more. */
function rewrittenLanes(earlier: readonly LaneHead[], problems: ProblemList): { arrive(transfer: Transfer): void; end(): void } {
  const unseen = new Map(earlier.filter(({ seq }) => seq > 0).map((head) => [head.lane, head]));
  return {
    arrive({ lane, seq, seal }) {
      const head = unseen.get(lane);
      if (head?.seq === seq && head.seal === seal) unseen.delete(lane);
    },
    end() {
      for (const { lane, seq } of unseen.values()) problems.add('rewritten', { lane, seq }, `Place ${seq} of lane ${lane} does not have the seal that the earlier report saw there.`);
    },
  };
}

function range(first: number, last: number): string {
  return first === last ? `place ${first}` : `places ${first} to ${last}`;
}
