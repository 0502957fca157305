import { type Clock, type Frame, type FrameDims, type FrameReport, frameVersion } from '@sora/core';
import type { Journal, JournalKey, JournalRow, JournalWrite } from '../ports/journal.ts';
import type { Drained } from './device-recorder.ts';
import { countDropped, droppedOf, emptyBooks, type MetricBooks, tell } from './metric-books.ts';

/** A frame that waits, as it was made. */
export interface WaitingFrame {
  readonly key: string;
  readonly frame: Frame;
  readonly counts: Drained['counts'];
  /** When it was made, by the clock of the wall. */
  readonly madeAtMs: number;
  readonly bytes: number;
}

export interface NextFrame {
  readonly drained: Drained;
  readonly reports?: readonly FrameReport[];
  /** A session that ended is counted in this frame, once. One of another start ends that start. */
  readonly ended?: { readonly boot: string; readonly crashed: boolean };
}

/** Frames on this device until the server has them, and the books about them. Rejects as the journal does, with nothing changed. */
export interface MetricQueue {
  /** Begins the books of a start. */
  open(boot: string, session: boolean): Promise<void>;
  /** Notes that a session is open. */
  beginSession(): Promise<void>;
  /** Makes a frame durable; false when the books of this start are gone and it must be opened under another name. */
  put(next: NextFrame): Promise<boolean>;
  /** The frame to send next: those with reports first, then the oldest. */
  next(): Promise<WaitingFrame | undefined>;
  /** Takes a frame out, once: `lost` of it dropped for this reason, the rest delivered. */
  settle(frame: WaitingFrame, lost: number, reason: string): Promise<void>;
  /** Other starts whose books are not closed. */
  others(): Promise<readonly string[]>;
  /** Deletes everything; answers how many measurements went with it. */
  clear(): Promise<number>;
}

export interface MetricQueueParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly monotonic: Clock;
  readonly dims: FrameDims;
  readonly newId: () => string;
  readonly maxFrames: number;
  readonly maxBytes: number;
}

interface Head {
  /** Of metrics alone: nobody can join what was measured with what somebody wrote. */
  readonly install: string;
  next: number;
  frames: number;
  bytes: number;
}

/** What one step of the journal writes. */
interface Step {
  readonly writes: JournalWrite[];
  readonly head: Head;
}

/** Whose books these are. */
interface Start {
  readonly of: string;
  readonly books: MetricBooks;
}

const boxes = { head: 'head', books: 'books', frames: 'frames' } as const;
const headKey: JournalKey = { box: boxes.head, key: 'head' };
const booksKey = (boot: string): JournalKey => ({ box: boxes.books, key: boot });
/** Frames with reports sort before all others, so that they leave first and are given up last. */
const [urgent, usual] = ['a', 'b'];
/** Starts looked at in one go. */
const fewStarts = 200;

export function createMetricQueue({ journal, clock, monotonic, dims, newId, maxFrames, maxBytes }: MetricQueueParts): MetricQueue {
  let boot = '';
  // One for all tries: whoever writes the head first names the installation.
  let install = newId();
  const headOf = (text: string | undefined): Head => (parsed(text) as Head | undefined) ?? { install, next: 1, frames: 0, bytes: 0 };

  /** Adds a frame to what a step writes. */
  function append({ writes, head }: Step, { books, of }: Start, { drained, reports }: Pick<NextFrame, 'drained' | 'reports'>): void {
    books.seq += 1;
    books.queued += contentOf(drained.counts);
    const { counters, sketches, counts } = drained;
    const frame: Frame = { v: frameVersion, install: head.install, boot: of, seq: books.seq, sentAtMonoMs: monotonic.nowMs(), dims, counters, sketches, conservation: tell(books), ...(reports === undefined ? {} : { reports }) };
    const value = JSON.stringify({ frame, counts, madeAtMs: clock.nowMs() });
    writes.push({ box: boxes.frames, key: (reports === undefined ? usual : urgent) + String(head.next).padStart(12, '0'), value });
    head.next += 1;
    head.frames += 1;
    head.bytes += value.length;
  }

  /** Books of a start that is over and has nothing waiting: one last account if the server does not know it all, then none. */
  function write(step: Step, { of, books }: Start): void {
    const isClosed = books.over === 1 && books.queued === 0;
    const isTold = books.told === droppedOf(books);
    if (isClosed && !isTold) append(step, { of, books }, { drained: nothing });
    step.writes.push({ ...booksKey(of), value: isClosed && isTold ? undefined : JSON.stringify(books) });
  }

  function put({ drained, reports, ended }: NextFrame): Promise<{ readonly isOpen: boolean; readonly isOver: boolean }> {
    return journal.change<{ readonly isOpen: boolean; readonly isOver: boolean }>([headKey, booksKey(boot), booksKey(ended?.boot ?? boot)], ([headText, ownText, endedText]) => {
      const own = booksOf(ownText);
      if (own === undefined) return { writes: [], result: { isOpen: false, isOver: false } };
      const head = headOf(headText);
      const writes: JournalWrite[] = [];
      const other = ended === undefined || ended.boot === boot ? undefined : booksOf(endedText);
      const session = ended === undefined ? 0 : ended.boot === boot ? own.session : (other?.session ?? 0);
      const content = ended === undefined || session === 0 ? drained : withSession(drained, ended.crashed, monotonic.nowMs());
      if (ended !== undefined && other !== undefined) {
        [other.session, other.over] = [0, 1];
        write({ writes, head }, { of: ended.boot, books: other });
      }
      own.produced += content.produced;
      Object.keys(content.dropped).forEach((reason) => {
        countDropped(own, reason, content.dropped[reason]!);
        own.unframed += content.dropped[reason]!;
      });
      if (contentOf(content.counts) > 0 || reports !== undefined) append({ writes, head }, { of: boot, books: own }, reports === undefined ? { drained: content } : { drained: content, reports });
      writes.push({ ...booksKey(boot), value: JSON.stringify(own) }, { ...headKey, value: JSON.stringify(head) });
      return { writes, result: { isOpen: true, isOver: head.frames > maxFrames || head.bytes > maxBytes } };
    });
  }

  /** @returns whether the queue is still over its limits */
  function settle({ key, frame, counts, bytes }: WaitingFrame, lost: number, reason: string): Promise<boolean> {
    return journal.change([headKey, { box: boxes.frames, key }, booksKey(frame.boot)], ([headText, frameText, booksText]) => {
      // Settled already, by another page or before a kill.
      if (frameText === undefined) return { writes: [], result: false };
      const head = headOf(headText);
      head.frames -= 1;
      head.bytes -= bytes;
      const writes: JournalWrite[] = [{ box: boxes.frames, key, value: undefined }];
      const books = booksOf(booksText);
      if (books !== undefined) {
        const content = contentOf(counts);
        books.queued -= content;
        books.delivered += content - lost;
        countDropped(books, reason, lost);
        write({ writes, head }, { of: frame.boot, books });
      }
      writes.push({ ...headKey, value: JSON.stringify(head) });
      return { writes, result: head.frames > maxFrames || head.bytes > maxBytes };
    });
  }

  async function first(afterKey?: string): Promise<WaitingFrame | undefined> {
    const [row] = await journal.scan({ box: boxes.frames, limit: 1, ...(afterKey === undefined ? {} : { afterKey }) });
    return row && waiting(row);
  }

  async function clearBox(box: string): Promise<number> {
    let cleared = 0;
    for (;;) {
      const rows = await journal.scan({ box, limit: 100 });
      if (rows.length === 0) return cleared;
      await journal.change([], () => ({ writes: rows.map(({ key }) => ({ box, key, value: undefined })), result: undefined }));
      if (box === boxes.frames) cleared += rows.reduce((sum, row) => sum + contentOf(waiting(row).counts), 0);
    }
  }

  return {
    open(name, session) {
      boot = name;
      return journal.change([headKey], ([headText]) => ({ writes: [{ ...headKey, value: JSON.stringify(headOf(headText)) }, { ...booksKey(boot), value: JSON.stringify(emptyBooks(session ? 1 : 0)) }], result: undefined }));
    },
    beginSession: () => journal.change([booksKey(boot)], ([text]) => {
      const own = booksOf(text);
      return { writes: own === undefined ? [] : [{ ...booksKey(boot), value: JSON.stringify({ ...own, session: 1 }) }], result: undefined };
    }),
    async put(next) {
      const { isOpen, isOver } = await put(next);
      for (let isFull = isOver; isFull; ) {
        const oldest = (await first(usual)) ?? (await first());
        if (oldest === undefined) break;
        isFull = await settle(oldest, contentOf(oldest.counts), 'full');
      }
      return isOpen;
    },
    next: () => first(),
    async settle(frame, lost, reason) {
      await settle(frame, lost, reason);
    },
    async others() {
      const rows = await journal.scan({ box: boxes.books, limit: fewStarts });
      return rows.filter(({ key, value }) => key !== boot && booksOf(value)?.over !== 1).map(({ key }) => key);
    },
    async clear() {
      const cleared = await clearBox(boxes.frames);
      await clearBox(boxes.books);
      await clearBox(boxes.head);
      install = newId();
      return cleared;
    },
  };
}

/** Single measurements of a frame. */
export function contentOf([counters, sketches]: Drained['counts']): number {
  const add = (sum: number, count: number) => sum + count;
  return sketches.reduce(add, counters.reduce(add, 0));
}

const nothing: Drained = { counters: [], sketches: [], counts: [[], []], produced: 0, dropped: {} };

/** A session is one sample: 1 when it ended in a crash. */
function withSession(drained: Drained, crashed: boolean, atMonoMs: number): Drained {
  const { counters, counts, produced } = drained;
  const session = { layer: 'MOBILE', type: 'CRASH', atMonoMs, count: 1, sum: crashed ? 1 : 0 } as const;
  return { ...drained, counters: [...counters, session], counts: [[...counts[0], 1], counts[1]], produced: produced + 1 };
}

/** A row that cannot be read holds nothing and is refused by the server: so it leaves. */
function waiting({ key, value }: JournalRow): WaitingFrame {
  const row = (parsed(value) as Omit<WaitingFrame, 'key' | 'bytes'> | undefined) ?? { frame: { boot: '' } as Frame, counts: nothing.counts, madeAtMs: 0 };
  return { ...row, key, bytes: value.length };
}

function booksOf(text: string | undefined): MetricBooks | undefined {
  return parsed(text) as MetricBooks | undefined;
}

/** What we wrote ourselves, so that its shape is known; undefined when something else damaged it. */
function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
