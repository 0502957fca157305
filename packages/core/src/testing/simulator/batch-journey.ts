import { SoraError } from '../../kernel/sora-error.ts';
import type { BatchFailure } from '../../lanes/lanes.ts';
import type { Verdict } from './trial.ts';
import type { Transaction, VirtualDatabase } from './virtual-database.ts';
import type { World } from './world.ts';

/** Mean time between server and database, one way, and how late a late commit is, in virtual milliseconds. */
const tripMs = 0.5;
const lateMs = 60;

/** A batch that failed, with what the server can know of it. */
export class BatchError extends SoraError {
  readonly failure: BatchFailure;

  constructor(failure: BatchFailure, detail: string) {
    super(failure === 'unknown' ? 'outcome-unknown' : 'database-unavailable', { detail });
    this.failure = failure;
  }
}

export interface Journey<Item, Outcome> {
  readonly world: World;
  readonly database: VirtualDatabase<Item, Outcome>;
  readonly lane: string;
  readonly items: readonly Item[];
  /** False once the server that sent it has crashed. */
  isAlive(): boolean;
}

/** Sends a batch to the database and back: lock and read, decide, write and commit. Everything can fail on the way, and a server that has crashed hears nothing. */
export function travel<Item, Outcome>(journey: Journey<Item, Outcome>): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    if (!journey.isAlive()) return;
    let isOver = false;
    new BatchTrip(journey, (outcome) => {
      if (isOver || !journey.isAlive()) return;
      isOver = true;
      journey.world.loop.stir();
      if (outcome instanceof BatchError) {
        journey.world.counts.failedBatches += 1;
        reject(outcome);
      } else resolve(outcome);
    }).depart();
  });
}

class BatchTrip<Item, Outcome> {
  readonly #journey: Journey<Item, Outcome>;
  readonly #finish: (outcome: readonly Outcome[] | BatchError) => void;
  #isCommitSent = false;

  constructor(journey: Journey<Item, Outcome>, finish: (outcome: readonly Outcome[] | BatchError) => void) {
    this.#journey = journey;
    this.#finish = finish;
  }

  depart(): void {
    const { world: { counts }, database, lane, items } = this.#journey;
    counts.batches += 1;
    this.#afterATrip(() => {
      const onLost = () => this.#afterATrip(() => this.#fail(this.#isCommitSent ? 'unknown' : 'not-done', 'the database has crashed'));
      const isUp = database.begin({ lane, items, onLost, onLocked: (transaction, decide) => this.#read(transaction, decide) });
      if (!isUp) this.#afterATrip(() => this.#fail('not-done', 'the database is down'));
    });
  }

  #read(transaction: Transaction, decide: () => Verdict<Outcome>): void {
    const { world: { chance, faults }, database } = this.#journey;
    this.#afterATrip(() => {
      if (!transaction.isOpen) return;
      if (!this.#journey.isAlive() || chance.happens(faults.connectionLost)) {
        database.abort(transaction);
        this.#fail('not-done', 'the connection is lost');
      } else this.#decide(transaction, decide);
    });
  }

  #decide(transaction: Transaction, decide: () => Verdict<Outcome>): void {
    const { world: { violated }, database } = this.#journey;
    try {
      this.#commit(transaction, decide());
    } catch (error) {
      violated('decision-failed', String(error));
      database.abort(transaction);
      this.#fail('poisoned', 'the decision failed');
    }
  }

  #commit(transaction: Transaction, verdict: Verdict<Outcome>): void {
    const { world: { loop, chance, faults, counts }, database } = this.#journey;
    this.#isCommitSent = true;
    if (chance.happens(faults.commitLost)) {
      counts.commitsLost += 1;
      this.#afterATrip(() => { database.abort(transaction); this.#fail('unknown', 'the connection is lost'); });
    } else if (chance.happens(faults.commitLate)) {
      counts.commitsLate += 1;
      loop.after(chance.about(lateMs), () => database.commit(transaction, verdict));
      this.#afterATrip(() => this.#fail('unknown', 'the connection is lost'));
    } else if (chance.happens(faults.commitRefused)) {
      this.#afterATrip(() => {
        database.abort(transaction);
        this.#afterATrip(() => this.#fail('not-done', 'the database refuses to commit'));
      });
    } else this.#afterATrip(() => this.#arrive(transaction, verdict));
  }

  #arrive(transaction: Transaction, verdict: Verdict<Outcome>): void {
    const { world: { chance, faults, counts }, database } = this.#journey;
    const end = database.commit(transaction, verdict);
    if (end === 'gone') return;
    const isLost = chance.happens(faults.commitAnswerLost);
    if (isLost) counts.commitAnswersLost += 1;
    this.#afterATrip(() => {
      if (isLost) this.#fail('unknown', 'the connection is lost');
      else if (end === 'refused') this.#fail('poisoned', 'the database can never take this');
      else this.#finish(verdict.outcomes);
    });
  }

  #fail(failure: BatchFailure, detail: string): void {
    this.#finish(new BatchError(failure, detail));
  }

  #afterATrip(then: () => void): void {
    const { loop, chance } = this.#journey.world;
    loop.after(chance.about(tripMs), then);
  }
}
