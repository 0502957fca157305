import type { Clock } from '@sora/core';
import type { OpenDrafts } from '../drafts/open-drafts.ts';
import { checkWish, type RefusalReason, tidyWish } from './check-wish.ts';
import type { ChangeOutcome, OutboxRefusal } from './outbox.ts';
import { needsItem } from './outbox-book.ts';
import type { OutboxDesk, RowChange, Seen } from './outbox-desk.ts';
import type { MessageRef, OutboxWish, Price, WriteClass } from './outbox-item.ts';
import { idOf, keyOf, keyOfId, type OutboxRow } from './outbox-row.ts';
import { type ChangeFacts, type ChangePlan, isAbout, planDelete, planEdit } from './plan-change.ts';
import type { CurrentUser } from './remembered-user.ts';

/** What a user does to the outbox: each one atomic step of the journal. None rejects. */
export interface OutboxActions {
  enqueue(wish: OutboxWish, writeClass: WriteClass): Promise<OutboxRow | OutboxRefusal>;
  edit(chatId: string, target: MessageRef, text: string): Promise<ChangeOutcome>;
  remove(chatId: string, target: MessageRef): Promise<ChangeOutcome>;
  confirm(itemId: string, price: Price | undefined): Promise<ChangeOutcome>;
  discard(itemId: string): Promise<ChangeOutcome>;
  /** All of the user who is signed in. */
  discardAll(): Promise<ChangeOutcome>;
}

export interface ActionParts {
  readonly desk: OutboxDesk;
  readonly drafts: OpenDrafts;
  readonly user: CurrentUser;
  readonly clock: Clock;
  readonly countDropped: (items: number) => void;
}

type Change = Extract<OutboxWish, { readonly kind: 'edit' | 'delete' }>;

const maxQueued = 50_000;
/** The server keeps these refusals with the identity: the same one would get the same answer for ever. */
const kept = ['insufficient-funds', 'account-frozen', 'limit-exceeded', 'key-reused', 'identity-reused'];
const done: ChangeOutcome = { kind: 'done' };

export function refusal(code: RefusalReason, detail: string = code): OutboxRefusal {
  return { kind: 'refused', code, detail };
}

export function outboxActions({ desk, drafts, user, clock, countDropped }: ActionParts): OutboxActions {
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
  const abreast = (step: () => Promise<ChangeOutcome>) => attempt(() => desk.catchUp().then(step));
  const giveUp = (keysOf: () => readonly string[]) => abreast(async () => {
    const keys = keysOf();
    const outcome = await desk.change({}, () => dropping(keys));
    countDropped(keys.length);
    return outcome;
  });
  const dropping = (drops: readonly string[]): RowChange<ChangeOutcome> => ({ drops, result: done });
  const change = async (target: MessageRef, plan: (facts: ChangeFacts) => ChangePlan, wishOf: (target: MessageRef) => Change): Promise<ChangeOutcome> => {
    const { chatId } = wishOf(target);
    const refused = mayQueue(wishOf(target));
    if (refused !== undefined) return refused;
    const own = 'itemId' in target ? [keyOfId(target.itemId)] : [];
    const pendingKeys = () => mine().filter(({ row }) => isAbout(row, target, chatId)).map(({ key }) => key);
    const decide = (seen: Seen): RowChange<ChangeOutcome> => {
      const at = own.length;
      const found = plan({ target, message: at === 0 ? undefined : seen.rows[0], receipt: seen.receipts[0], pending: seen.rows.slice(at).filter((row) => row !== undefined) });
      if (found.kind === 'unknown-message') return { result: refusal('unknown-message') };
      if (found.kind === 'rewrite') return { puts: [found.row], result: done };
      if (found.kind === 'queue') return { ...dropping(found.drops), puts: [fresh(seen, wishOf(found.target), 'message')], taken: 1 };
      return dropping(found.kind === 'drop' ? found.drops : []);
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
        return { puts: [made], taken: 1, writes: taking?.writes ?? [], result: made };
      }));
      if (!('kind' in row)) taking?.done();
      return row;
    },
    edit(chatId, target, raw) {
      const text = raw.replace(/\r\n?/g, '\n');
      return change(target, (facts) => planEdit(facts, text), (about) => ({ kind: 'edit', chatId, target: about, text }));
    },
    remove: (chatId, target) => change(target, planDelete, (about) => ({ kind: 'delete', chatId, target: about })),
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
  const renewed = [again, ...followers.filter((each) => each !== undefined)].map((each, at): OutboxRow => ({ ...each, install: seen.install, installSeq: seen.next + at, isTried: false }));
  const target = { itemId: idOf(renewed[0] ?? again) };
  const puts = renewed.map((each) => (each.wish.kind === 'edit' || each.wish.kind === 'delete' ? { ...each, wish: { ...each.wish, target: each === renewed[0] ? each.wish.target : target } } : each));
  return { puts, drops: seen.rows.filter((each) => each !== undefined).map(keyOf), taken: puts.length, result: done };
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
