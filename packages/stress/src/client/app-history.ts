import type { AppLine, Wish } from './app-lines.ts';

/** A message that the client said it keeps, and what was done to it afterwards. */
export interface KeptMessage {
  readonly item: string;
  readonly chat: string;
  readonly text: string;
  readonly isPaid: boolean;
  readonly run: number;
  /** In the order the user made them. The last one that is kept counts, or one after it that may be. */
  readonly edits: readonly { readonly text: string; readonly isKept: boolean }[];
  readonly deleted: 'no' | 'perhaps' | 'yes';
  /** The user confirmed it in these runs. */
  readonly confirmedIn: readonly number[];
}

/** What is known of an app from what it wrote down. */
export interface AppHistory {
  readonly messages: ReadonlyMap<string, KeptMessage>;
  /** Every text that the user ever wrote. */
  readonly texts: ReadonlySet<string>;
  /** Things done that the client did not take: none, on a device that is well. */
  readonly refusals: readonly string[];
  /** What ever waited for the user to confirm it. */
  readonly parked: ReadonlySet<string>;
  readonly payings: readonly { readonly run: number; readonly item: string }[];
  readonly starts: readonly { readonly run: number; readonly found: number }[];
  readonly leads: readonly { readonly run: number; readonly tab: number }[];
  readonly settled: Extract<AppLine, { readonly kind: 'settled' }> | undefined;
  readonly counts: Readonly<Record<Wish['does'], number>>;
}

export function readHistory(lines: readonly AppLine[]): AppHistory {
  const of = <K extends AppLine['kind']>(kind: K) => lines.filter((line): line is Extract<AppLine, { readonly kind: K }> => line.kind === kind);
  const wishes = of('wish');
  const kept = new Map(of('kept').map(({ wish, item }) => [wish, item]));
  const about = Map.groupBy(wishes, ({ item }) => item ?? '');
  const messages = wishes.flatMap((wish) => {
    const item = kept.get(wish.wish);
    return item === undefined || wish.text === undefined ? [] : [messageOf(wish, { item, changes: about.get(item) ?? [], isKept: ({ wish: name }) => kept.has(name) })];
  });
  const count = (does: Wish['does']) => wishes.filter((wish) => wish.does === does && kept.has(wish.wish)).length;
  return {
    messages: new Map(messages.map((message) => [message.item, message])),
    texts: new Set(wishes.flatMap(({ text }) => text ?? [])),
    refusals: of('refused').map(({ wish, code }) => `${wishes.find((each) => each.wish === wish)?.does ?? ''} ${wish}: ${code}`),
    parked: new Set(of('parked').map(({ item }) => item)),
    payings: of('paying'),
    starts: of('started'),
    leads: of('leads'),
    settled: of('settled').at(-1),
    counts: { message: count('message'), paid: count('paid'), edit: count('edit'), delete: count('delete'), confirm: count('confirm') },
  };
}

function messageOf({ chat, text = '', does, run }: Wish, { item, changes, isKept }: { readonly item: string; readonly changes: readonly Wish[]; readonly isKept: (wish: Wish) => boolean }): KeptMessage {
  const deletes = changes.filter((change) => change.does === 'delete');
  return {
    item, chat, text, run, isPaid: does === 'paid',
    edits: changes.flatMap((change) => (change.does === 'edit' && change.text !== undefined ? [{ text: change.text, isKept: isKept(change) }] : [])),
    deleted: deletes.length === 0 ? 'no' : deletes.some(isKept) ? 'yes' : 'perhaps',
    confirmedIn: changes.filter((change) => change.does === 'confirm').map((change) => change.run),
  };
}

/** A message as a user may still change it. */
export type Changeable = Pick<KeptMessage, 'item' | 'chat'>;

const mostChangeable = 20;

/** The newest messages that cost nothing and that nobody tried to delete. */
export function changeable({ messages }: AppHistory): readonly Changeable[] {
  return [...messages.values()].filter(({ deleted, isPaid }) => deleted === 'no' && !isPaid).slice(-mostChangeable).map(({ item, chat }) => ({ item, chat }));
}
