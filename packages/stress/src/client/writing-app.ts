import type { Outbox, OutboxItem, Platform, StabilityClient } from '@sora/client';
import type { Random } from '@sora/core';
import type { Changeable } from './app-history.ts';
import type { AppLine, Wish } from './app-lines.ts';

/** Where somebody writes, and what it costs there. */
export interface WritingPlaces {
  readonly free: readonly string[];
  readonly paid: readonly string[];
  /** Minor units. */
  readonly price: string;
}

/** An app of one user, in a process or page that may be killed at any moment. */
export interface WritingApp {
  readonly client: StabilityClient;
  readonly places: WritingPlaces;
  readonly run: number;
  /** Of a browser; 0 where there are none. */
  readonly tab: number;
  readonly random: Random;
  /** What may be changed from runs before this one. */
  readonly changeable: readonly Changeable[];
  /** Resolves when the line is safe from a kill of this app. */
  readonly tell: (line: AppLine) => Promise<void>;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface WritingLimits {
  /** Things to do. */
  readonly most: number;
  /** While more waits to be sent, nobody writes. */
  readonly mostWaiting: number;
}

/** Until it is killed, and never much faster than the network. */
const untilItDies: WritingLimits = { most: Infinity, mostWaiting: 60 };
const longestPauseMs = 12;

type Deed = Omit<Wish, 'kind' | 'run' | 'wish'>;
type Outcome = { readonly kind: 'queued'; readonly item: OutboxItem } | { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };

/** Writes, edits, deletes, pays and confirms, one thing after the other, and never says that something is kept before the client did. */
export async function write(app: WritingApp, { most, mostWaiting }: WritingLimits = untilItDies): Promise<void> {
  const { client: { outbox }, random, sleep } = app;
  const own = [...app.changeable];
  for (let [done, tried] = [0, 0]; done < most; tried += 1) {
    if (outbox.counts.unacknowledged < mostWaiting && await doOne(app, own, `${app.run}.${app.tab}.${tried}`)) done += 1;
    await sleep(longestPauseMs * random.next());
  }
}

/** @returns false where nobody has signed in yet */
async function doOne({ client: { outbox }, places, run, random, tell }: WritingApp, own: Changeable[], wish: string): Promise<boolean> {
  const deed = choose({ outbox, places, random, own }, `words ${wish}`);
  await tell({ kind: 'wish', run, wish, ...deed });
  const outcome = await carryOut(outbox, deed, places);
  if (outcome.kind === 'refused' && outcome.code === 'nobody') return false;
  if (outcome.kind === 'refused') await tell({ kind: 'refused', wish, code: outcome.code });
  else await tell({ kind: 'kept', wish, ...(outcome.kind === 'queued' ? { item: outcome.item.id } : {}) });
  if (outcome.kind === 'queued' && deed.does === 'message') own.push({ item: outcome.item.id, chat: deed.chat });
  if (deed.does === 'delete') own.splice(own.findIndex(({ item }) => item === deed.item), 1);
  return true;
}

function choose({ outbox, places, random, own }: { readonly outbox: Outbox; readonly places: WritingPlaces; readonly random: Random; readonly own: readonly Changeable[] }, text: string): Deed {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random.next() * all.length)];
  const roll = random.next();
  // A deletion of what is being written this very moment, as well as of what is long there.
  const changed = roll < 0.1 ? own.at(-1) : pick(own);
  if (changed !== undefined && roll < 0.17) return { does: 'edit', ...changed, text: `edit ${text}` };
  if (changed !== undefined && roll < 0.23) return { does: 'delete', ...changed };
  const waiting = outbox.items().find(({ state }) => state.kind === 'needs-confirmation');
  if (waiting?.wish.kind === 'message' && roll < 0.33) return { does: 'confirm', item: waiting.id, chat: waiting.wish.chatId };
  return roll < 0.5 ? { does: 'paid', chat: pick(places.paid) ?? '', text } : { does: 'message', chat: pick(places.free) ?? '', text };
}

function carryOut(outbox: Outbox, { does, chat, text = '', item = '' }: Deed, { price }: WritingPlaces): Promise<Outcome> {
  switch (does) {
    case 'message': return outbox.send({ kind: 'message', chatId: chat, text });
    case 'paid': return outbox.send({ kind: 'message', chatId: chat, text, price: { amount: price } });
    case 'edit': return outbox.edit(chat, { itemId: item }, text);
    case 'delete': return outbox.remove(chat, { itemId: item });
    case 'confirm': return outbox.confirm(item);
  }
}

/** Waits until the server has all that is not the user's to decide. */
export async function settle({ client: { outbox }, tell, sleep }: Pick<WritingApp, 'client' | 'tell' | 'sleep'>, patienceMs: number): Promise<void> {
  for (let waitedMs = 0; outbox.counts.unacknowledged > 0 && waitedMs < patienceMs; waitedMs += 50) await sleep(50);
  const of = (kind: OutboxItem['state']['kind']) => outbox.items().filter(({ state }) => state.kind === kind);
  const refused = of('needs-attention').map(({ id, state }) => `${id} ${state.kind === 'needs-attention' ? state.code : ''}`);
  await tell({ kind: 'settled', left: outbox.counts.unacknowledged, toConfirm: of('needs-confirmation').map(({ id }) => id), refused });
}

/** Writes down once of each item that it waits for the user. @returns how to stop that */
export function tellOfParked(outbox: Outbox, tell: WritingApp['tell']): () => void {
  const told = new Set<string>();
  const look = () => {
    for (const { id, state } of outbox.items()) {
      if (state.kind !== 'needs-confirmation' || told.has(id)) continue;
      told.add(id);
      void tell({ kind: 'parked', item: id });
    }
  };
  look();
  return outbox.subscribe(look);
}

/** How much was found that waits for the network. */
export function foundIn(outbox: Outbox): number {
  return outbox.items().filter(({ state }) => state.kind === 'queued' || state.kind === 'sending').length;
}

/** The platform, with a line for every request that pays. */
export function tellingOfPayments<P extends Platform>(platform: P, run: number, tell: WritingApp['tell']): P {
  return {
    ...platform,
    connect(url) {
      const { transport, openLiveSocket } = platform.connect(url);
      return {
        openLiveSocket,
        async transport(request) {
          const { install, installSeq, price } = (request.body ?? {}) as { readonly install?: string; readonly installSeq?: number; readonly price?: object };
          if (price !== undefined) await tell({ kind: 'paying', run, item: `${install}-${installSeq}` });
          return transport(request);
        },
      };
    },
  };
}
