import type { Clock } from '@sora/core';
import type { OpenDrafts } from '../drafts/open-drafts.ts';
import { checkWish, tidyWish } from './check-wish.ts';
import type { ChangeOutcome, Outbox, OutboxRefusal } from './outbox.ts';
import { needsItem, retargeted } from './outbox-book.ts';
import type { OutboxDesk, RowChange, Seen } from './outbox-desk.ts';
import type { OutboxWish, Price, WriteClass } from './outbox-item.ts';
import { idOf, keyOf, keyOfId, type OutboxRow } from './outbox-row.ts';
import { isAbout, planDelete, planEdit } from './plan-change.ts';
import type { CurrentUser } from './remembered-user.ts';

/** What a user does to the outbox: each one atomic step of the journal. None rejects. */
export interface OutboxActions extends Pick<Outbox, 'edit' | 'remove' | 'confirm' | 'discard'> {
  enqueue(wish: OutboxWish, writeClass: WriteClass): Promise<OutboxRow | OutboxRefusal>;
  /** All of the user who is signed in. */
  discardAll(): Promise<ChangeOutcome>;
}

export interface ActionParts {
  readonly desk: OutboxDesk;
  readonly drafts: OpenDrafts;
  readonly user: CurrentUser;
  readonly clock: Clock;
  /** Counts what the user gave up. */
  readonly dropped: { byUser: number };
  /** Sends what may be sent by now. */
  readonly pump: () => void;
}

type Change = Extract<OutboxWish, { readonly kind: 'edit' | 'delete' }>;

const maxQueued = 50_000;
/** The server keeps these refusals with the identity: the same one would get the same answer for ever. */
const kept = ['insufficient-funds', 'account-frozen', 'limit-exceeded', 'key-reused', 'identity-reused'];
const done: ChangeOutcome = { kind: 'done' };

export function refusal<T extends string>(code: T, detail: string = code): { readonly kind: 'refused'; readonly code: T; readonly detail: string } {
  return { kind: 'refused', code, detail };
}

export function outboxActions({ desk, drafts, user, clock, dropped, pump }: ActionParts): OutboxActions {
  const { book } = desk;
  const fresh = ({ install, next }: Seen, wish: OutboxWish, writeClass: WriteClass): OutboxRow =>
    ({ install, installSeq: next, userId: user.userId ?? '', wish, writeClass, enqueuedAtMs: clock.nowMs(), isTried: false });
  const mayQueue = (wish: OutboxWish): OutboxRefusal | undefined => {
    const code = user.userId === undefined ? 'nobody' : book.entries.length >= maxQueued ? 'queue-full' : checkWish(wish);
    return code && refusal(code);
  };
  const mine = () => book.entries.filter(({ row }) => row.userId === user.userId);
  const dependents = (itemId: string) => book.entries.filter(({ row }) => needsItem(row.wish) === itemId).map(({ key }) => key);

  /** Knowing what other pages have queued: it may be about the same message. */
  const abreast = async (step: () => Promise<ChangeOutcome>) => {
    const outcome = await attempt(() => desk.catchUp().then(step));
    pump();
    return outcome;
  };
  const giveUp = (keysOf: () => readonly string[]) => abreast(async () => {
    const keys = keysOf();
    const outcome = await desk.change({}, () => ({ drops: keys, result: done }));
    dropped.byUser += keys.length;
    return outcome;
  });
  const change = async (raw: Change): Promise<ChangeOutcome> => {
    const wish = tidyWish(raw);
    const refused = mayQueue(wish);
    if (refused !== undefined) return refused;
    const own = 'itemId' in wish.target ? [keyOfId(wish.target.itemId)] : [];
    const pendingKeys = () => mine().filter(({ row }) => isAbout(row, wish.target, wish.chatId)).map(({ key }) => key);
    const decide = (seen: Seen): RowChange<ChangeOutcome> => {
      const at = own.length;
      const facts = { target: wish.target, message: at === 0 ? undefined : seen.rows[0], receipt: seen.receipts[0], pending: seen.rows.slice(at).filter((row) => row !== undefined) };
      const plan = wish.kind === 'edit' ? planEdit(facts, wish.text) : planDelete(facts);
      if (plan === undefined) return { result: refusal('unknown-message') };
      const { target, ...rows } = plan;
      return { ...rows, ...(target && { puts: [fresh(seen, { ...wish, target }, 'message')] }), result: done };
    };
    return abreast(() => desk.change({ rows: [...own, ...pendingKeys()], receipts: own }, decide));
  };

  return {
    async enqueue(raw, writeClass) {
      const wish = tidyWish(raw);
      const refused = mayQueue(wish);
      if (refused !== undefined) return refused;
      const taking = wish.kind === 'message' ? drafts.taking(wish.chatId, wish.text) : undefined;
      const row = await attempt(() => desk.change({}, (seen) => {
        const made = fresh(seen, wish, writeClass);
        return { puts: [made], writes: taking?.writes ?? [], result: made };
      }));
      if (!('kind' in row)) taking?.done();
      return row;
    },
    edit: (chatId, target, text) => change({ kind: 'edit', chatId, target, text }),
    remove: (chatId, target) => change({ kind: 'delete', chatId, target }),
    confirm: (itemId, price) => abreast(() => desk.change({ rows: [keyOfId(itemId), ...dependents(itemId)] }, (seen) => confirmed(seen, price, clock.nowMs()))),
    discard: (itemId) => giveUp(() => [keyOfId(itemId), ...dependents(itemId)].filter((key) => book.get(key) !== undefined)),
    discardAll: () => giveUp(() => mine().map(({ key }) => key)),
  };
}

/** What waits for its user goes on: as it was or, where that identity is spent, as a new item, and what changes it follows. */
function confirmed(seen: Seen, price: Price | undefined, nowMs: number): RowChange<ChangeOutcome> {
  const [row, ...followers] = seen.rows;
  if (row?.trouble === undefined) return { result: row === undefined ? refusal('unknown-message') : done };
  const { trouble, ...rest } = row;
  const wish: OutboxWish = price !== undefined && 'price' in row.wish ? { ...row.wish, price } : row.wish;
  const again: OutboxRow = { ...rest, wish, confirmed: { times: (row.confirmed?.times ?? 0) + 1, atMs: nowMs } };
  if (trouble.kind !== 'needs-attention' || kept.indexOf(trouble.code) < 0) return { puts: [again], result: done };
  const renewed = (each: OutboxRow, at: number): OutboxRow => ({ ...each, install: seen.install, installSeq: seen.next + at, isTried: false });
  const first = renewed(again, 0);
  const changes = followers.filter((each) => each !== undefined);
  const puts = [first, ...changes.map((each, at) => renewed(retargeted(each, { itemId: idOf(first) }), at + 1))];
  return { puts, drops: [row, ...changes].map(keyOf), result: done };
}

/** A device that keeps nothing is told of by a result. */
async function attempt<T>(step: () => Promise<T>): Promise<T | OutboxRefusal> {
  try {
    return await step();
  } catch (error) {
    const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
    return refusal(code === 'full' ? 'device-full' : 'device-unavailable', message);
  }
}
