import { seededRandom } from '@sora/core/testing';
import type { MessageRef, OutboxItem } from '../outbox/outbox-item.ts';
import { type NetworkFault, outboxRig, type RigOptions, type RigPage } from './outbox-rig.ts';
import type { JournalFault } from './faulty-journal.ts';

/** One thing that happens; `at` picks a page, a message or an item, whichever there are. */
export type WorldStep =
  | { readonly kind: 'send' | 'pay' | 'transfer'; readonly at: number; readonly chat: string }
  | { readonly kind: 'edit' | 'remove' | 'confirm' | 'discard'; readonly at: number; readonly which: number }
  | { readonly kind: 'kill'; readonly at: number }
  | { readonly kind: 'open' | 'forget-sessions' | 'hint' | 'jump-clock' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'network'; readonly mode: 'good' | 'bad' | 'down' }
  | { readonly kind: 'disk'; readonly fault: JournalFault | 'good'; readonly after: number }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'chat'; readonly chat: string; readonly state: 'open' | 'closed' | '30' | '40' }
  | { readonly kind: 'wallet'; readonly isPoor: boolean };

/** What the user did, and how far they were told that it is kept. */
interface Deed {
  readonly name: string;
  readonly userId: string;
  readonly chat: string;
  readonly isPaid: boolean;
  /** Undefined while nobody said so; a kill can leave it so for ever. */
  told: 'queued' | 'refused' | undefined;
  id: string | undefined;
  /** Texts that may stand there in the end. */
  texts: Set<string>;
  isRemoved: boolean;
  /** The user had to decide, so that order and last word are theirs. */
  isMessy: boolean;
  isDiscarded: boolean;
  /** Seen waiting for its user: others went before it. */
  hasWaited: boolean;
  /** Latest wish of the user to pay, on pages that still live; by the monotonic clock. */
  allowedAtMs: number | undefined;
}

export interface World {
  step(step: WorldStep): Promise<void>;
  /** All becomes well, users come back and decide; then what does not hold, in words. */
  verdict(): Promise<readonly string[]>;
}

const users = ['alice', 'bob'];
const badLuck: readonly (NetworkFault | undefined)[] = ['cut-before', 'answer-lost', 'answer-lost', 'not-ours', 'status-500', 'status-503', 'status-429', 'forget-session', undefined, undefined, undefined, undefined, undefined];
const paidMs = 120_000;

export function outboxWorld(seed: number, { plant }: Pick<RigOptions, 'plant'> = {}): World {
  const luck = seededRandom(seed);
  const rig = outboxRig({ hintsLost: () => luck.next() < 0.3, seed, ...(plant && { plant }) });
  const pages: RigPage[] = [];
  const deeds: Deed[] = [];
  const violations: string[] = [];
  let userId: string | undefined;
  let count = 0;
  let checked = 0;

  const settle = () => rig.timers.advance(0);
  const pageAt = (at: number) => pages[at % Math.max(1, pages.length)];
  const bury = () => {
    for (const page of pages.filter(({ journal }) => journal.isDead)) {
      page.kill();
      pages.splice(pages.indexOf(page), 1);
    }
    if (pages.length === 0) for (const deed of deeds) deed.allowedAtMs = undefined;
  };
  const begin = (chat: string, isPaid: boolean): Deed => {
    const name = `m${(count += 1)}`;
    const deed: Deed = { name, userId: userId ?? '', chat, isPaid, told: undefined, id: undefined, texts: new Set([name]), isRemoved: false, isMessy: false, isDiscarded: false, hasWaited: false, allowedAtMs: isPaid ? rig.clock.nowMs() : undefined };
    deeds.push(deed);
    return deed;
  };
  const nameIn = (text: string) => text.split(' ')[0] ?? '';
  const deedOf = (item: OutboxItem | undefined): Deed | undefined => {
    if (item === undefined) return undefined;
    const { wish } = item;
    if (wish.kind === 'message') return deeds.find(({ name }) => name === nameIn(wish.text));
    if (wish.kind === 'transfer') return deeds.find(({ name }) => name === `t${wish.price.amount}`);
    const { target } = wish;
    if ('itemId' in target) return deeds.find(({ id }) => id === target.itemId);
    return deeds.find(({ name }) => name === nameIn(rig.server.log(wish.chatId).find(({ seq }) => seq === target.seq)?.text ?? ''));
  };
  const tell = (deed: Deed, page: RigPage, sent: Promise<{ readonly kind: string }>) => {
    const before = new Set(page.outbox.items().map(({ id }) => id));
    void sent.then((outcome) => { deed.told = outcome.kind === 'refused' ? 'refused' : 'queued'; });
    return before;
  };
  const learnId = (deed: Deed, page: RigPage) => {
    deed.id ??= page.outbox.items().find((item) => deedOf(item) === deed && (item.wish.kind === 'message' || item.wish.kind === 'transfer'))?.id;
  };
  /** Sends that happened since the last look: none of something paid that its user did not wish for lately. */
  const watch = () => {
    for (const { request, atMs } of rig.requests.slice(checked)) {
      const { text, price, amount } = request.body as { readonly text?: string; readonly price?: object; readonly amount?: string };
      const deed = amount === undefined ? deeds.find(({ name }) => price !== undefined && name === nameIn(text ?? '')) : deeds.find(({ name }) => name === `t${amount}`);
      if (deed !== undefined && (deed.allowedAtMs === undefined || atMs - deed.allowedAtMs > paidMs)) violations.push(`${deed.name} was paid for unasked`);
    }
    checked = rig.requests.length;
    for (const item of pages.flatMap(({ outbox }) => outbox.items())) {
      const deed = item.state.kind.startsWith('needs-') ? deedOf(item) : undefined;
      if (deed !== undefined) deed.hasWaited = true;
    }
  };

  const send = async ({ kind, at, chat }: WorldStep & { readonly kind: 'send' | 'pay' | 'transfer' }) => {
    const page = pageAt(at);
    if (page === undefined || userId === undefined) return;
    const deed = begin(kind === 'transfer' ? '' : chat, kind !== 'send');
    if (kind === 'transfer') Object.assign(deed, { name: `t${count}` });
    const wish = { kind: 'message', chatId: chat, text: deed.name } as const;
    if (kind === 'send') {
      tell(deed, page, page.outbox.send(wish).then((outcome) => {
        if (outcome.kind === 'queued') deed.id = outcome.item.id;
        return outcome;
      }));
    } else {
      const price = kind === 'pay' ? { amount: '30' } : { amount: `${count}` };
      // Not `pay`, which tells only the end: what was queued is to be known at once.
      tell(deed, page, page.outbox.send(kind === 'pay' ? { ...wish, price } : { kind: 'transfer', payee: 'olga', price }));
    }
    await settle();
    learnId(deed, page);
  };
  const change = async ({ kind, at, which }: { readonly kind: 'edit' | 'remove'; readonly at: number; readonly which: number }) => {
    const mine = deeds.filter((deed) => deed.userId === userId && deed.chat !== '' && deed.id !== undefined && !deed.isRemoved);
    const [page, deed] = [pageAt(at), mine[which % Math.max(1, mine.length)]];
    if (page === undefined || deed?.id === undefined) return;
    const target: MessageRef = { itemId: deed.id };
    const text = `${deed.name} ${(count += 1)}`;
    const before = deed.texts;
    deed.texts = new Set([...before, text]);
    const wasMessy = deed.isMessy;
    // Until it is told, both may be.
    deed.isMessy = kind === 'remove' || deed.isMessy;
    void (kind === 'edit' ? page.outbox.edit(deed.chat, target, text) : page.outbox.remove(deed.chat, target)).then((outcome) => {
      if (outcome.kind === 'refused') Object.assign(deed, { texts: before, isMessy: wasMessy });
      else if (kind === 'edit') deed.texts = new Set(deed.isMessy ? [...before, text] : [text]);
      else Object.assign(deed, { isRemoved: true, isMessy: true });
    });
    await settle();
  };
  const decide = async ({ kind, at, which }: { readonly kind: 'confirm' | 'discard'; readonly at: number; readonly which: number }) => {
    const page = pageAt(at);
    const stuck = page?.outbox.items().filter(({ state }) => state.kind.startsWith('needs-')) ?? [];
    const item = stuck[which % Math.max(1, stuck.length)];
    if (page === undefined || item === undefined) return;
    const deed = deedOf(item);
    const isMessage = item.wish.kind === 'message' || item.wish.kind === 'transfer';
    if (deed !== undefined) deed.isMessy = true;
    if (deed !== undefined && kind === 'confirm' && isMessage) deed.allowedAtMs = rig.clock.nowMs();
    if (deed !== undefined && kind === 'discard' && isMessage) deed.isDiscarded = true;
    if (deed !== undefined && kind === 'discard' && item.wish.kind === 'delete') deed.isRemoved = false;
    const price = item.wish.kind === 'message' && item.wish.price !== undefined ? { amount: rig.server.prices.get(item.wish.chatId) ?? '0' } : undefined;
    void (kind === 'confirm' ? page.outbox.confirm(item.id, price) : page.outbox.discard(item.id));
    await settle();
    // It may have a new id.
    if (deed !== undefined && isMessage) {
      const now = page.outbox.items().find((each) => (each.wish.kind === 'message' || each.wish.kind === 'transfer') && deedOf(each) === deed);
      if (now !== undefined) deed.id = now.id;
    }
  };
  const signIn = async (next: string) => {
    userId = next;
    rig.signIn(next);
    await settle();
  };
  const open = async () => {
    rig.disk.fault = () => undefined;
    if (pages.length >= 2) return;
    pages.push(await rig.open());
    if (userId !== undefined) await signIn(userId);
  };
  const setChat = (chat: string, state: string) => {
    rig.server.closed.delete(chat);
    rig.server.prices.delete(chat);
    if (state === 'closed') rig.server.closed.add(chat);
    else if (state !== 'open') rig.server.prices.set(chat, state);
  };
  const setDisk = (fault: JournalFault | 'good', after: number) => {
    let left = after;
    rig.disk.fault = () => (fault === 'good' || (left -= 1) >= 0 ? undefined : fault);
  };
  const run = async (step: WorldStep): Promise<void> => {
    if (step.kind === 'send' || step.kind === 'pay' || step.kind === 'transfer') return send(step);
    if (step.kind === 'edit' || step.kind === 'remove') return change({ kind: step.kind, at: step.at, which: step.which });
    if (step.kind === 'confirm' || step.kind === 'discard') return decide({ kind: step.kind, at: step.at, which: step.which });
    if (step.kind === 'open') return open();
    if (step.kind === 'user') return signIn(step.userId);
    if (step.kind === 'wait') return rig.timers.advance(step.ms);
    if (step.kind === 'kill') pageAt(step.at)?.kill();
    if (step.kind === 'forget-sessions') rig.server.sessions.clear();
    if (step.kind === 'hint') for (const { device } of pages) device.connect(true);
    if (step.kind === 'jump-clock') rig.wall.advance((luck.next() - 0.5) * 2 * 365 * 86_400_000);
    if (step.kind === 'network') rig.network.fault = step.mode === 'good' ? () => undefined : step.mode === 'down' ? () => 'cut-before' : () => badLuck[Math.floor(luck.next() * badLuck.length)];
    if (step.kind === 'disk') setDisk(step.fault, step.after);
    if (step.kind === 'chat') setChat(step.chat, step.state);
    if (step.kind === 'wallet') for (const each of users) { if (step.isPoor) rig.server.poor.add(each); else rig.server.poor.delete(each); }
  };
  const step = async (next: WorldStep) => {
    await run(next);
    watch();
    bury();
  };
  const comeBack = async (user: string) => {
    await step({ kind: 'user', userId: user });
    for (let round = 0; round < 30; round++) {
      await step({ kind: 'wait', ms: 70_000 });
      const items = pages[0]?.outbox.items() ?? [];
      if (items.length === 0) return;
      for (const item of items) {
        if (!item.state.kind.startsWith('needs-')) continue;
        const price = item.wish.kind === 'message' ? item.wish.price : undefined;
        if (item.wish.kind === 'message') setChat(item.wish.chatId, price === undefined ? 'open' : '30');
        const which = items.filter(({ state }) => state.kind.startsWith('needs-')).indexOf(item);
        const isHopeless = item.state.kind === 'needs-attention' && item.state.code === 'unknown-message';
        await step({ kind: isHopeless ? 'discard' : 'confirm', at: 0, which });
        break;
      }
    }
    violations.push(`${user} still waits for ${JSON.stringify(pages[0]?.outbox.items())}`);
  };
  return {
    step,
    async verdict() {
      for (const each of [{ kind: 'network', mode: 'good' }, { kind: 'disk', fault: 'good', after: 0 }, { kind: 'wallet', isPoor: false }, { kind: 'chat', chat: 'a', state: 'open' }, { kind: 'chat', chat: 'b', state: 'open' }, { kind: 'open' }] as const) await step(each);
      for (const user of users) await comeBack(user);
      return [...violations, ...deeds.flatMap((deed) => wrongs(deed, rig.server)), ...orderWrongs(deeds, rig.server)];
    },
  };
}

function wrongs({ name, userId, chat, told, texts, isRemoved, isDiscarded, isMessy }: Deed, server: ReturnType<typeof outboxRig>['server']): readonly string[] {
  const transfers = server.payments.filter(({ amount, id }) => chat === '' && `t${amount}` === name && !server.log('a').concat(server.log('b')).some((entry) => entry.id === id));
  const entries = server.log(chat).filter((entry) => entry.kind === 'message' && entry.userId === userId && (entry.text ?? '').split(' ')[0] === name);
  const found = chat === '' ? transfers.length : entries.length;
  const [entry] = entries;
  const later = server.log(chat).filter(({ target }) => target !== undefined && target === entry?.seq);
  const last = later.length === 0 ? entry?.text : later[later.length - 1]?.text;
  const seen = `${name} of ${userId} (${told ?? 'untold'})`;
  const mustBe = told === 'queued' && !isRemoved && !isDiscarded && !isMessy;
  return [
    ...(found > 1 ? [`${seen} came ${found} times`] : []),
    ...(told === 'refused' && found > 0 ? [`${seen} came though it was refused`] : []),
    ...(mustBe && found === 0 ? [`${seen} never came`] : []),
    ...(isRemoved && told === 'queued' && entry !== undefined && !isDiscarded && !later.some(({ kind }) => kind === 'delete') ? [`${seen} was removed and still stands`] : []),
    ...(mustBe && chat !== '' && entry !== undefined && !texts.has(last ?? '') ? [`${seen} reads ${last}, not ${[...texts].join(' or ')}`] : []),
  ];
}

/** Messages of one user in one chat stand in the order of their numbers, but for those that waited for their user. */
function orderWrongs(deeds: readonly Deed[], server: ReturnType<typeof outboxRig>['server']): readonly string[] {
  return ['a', 'b'].flatMap((chat) => users.flatMap((userId) => {
    const names = server.log(chat).filter((entry) => entry.kind === 'message' && entry.userId === userId).map(({ text }) => (text ?? '').split(' ')[0] ?? '');
    const tidy = names.filter((name) => deeds.some((deed) => deed.name === name && !deed.isMessy && !deed.hasWaited)).map((name) => Number(name.slice(1)));
    return tidy.some((number, at) => at > 0 && number < (tidy[at - 1] ?? 0)) ? [`${userId} in ${chat}: ${names.join(' ')}`] : [];
  }));
}
