import type { Account, Entry, Posting } from '@sora/core';
import { chatView, entryView } from './chat-views.ts';
import type { Services } from './services.ts';
import { userAccount } from './wallet-call.ts';
import { postingView, walletView } from './wallet-views.ts';

export type ExportSources = Pick<Services, 'chats' | 'authors' | 'ledger' | 'settings' | 'clock'>;

interface Person {
  readonly tenant: string;
  readonly userId: string;
}

const pageRows = 200;
/** Chats of one user that are listed; what they wrote in others is there all the same. */
const mostChats = 10_000;

/** Everything kept of a user, as pieces of one JSON object, read page by page while it is sent. */
export async function* exportPieces(person: Person, sources: ExportSources): AsyncGenerator<string> {
  const { userId } = person;
  const chats = await sources.chats.chatsOf({ ...person, limit: mostChats });
  yield `{"userId":${JSON.stringify(userId)},"exportedAtMs":${sources.clock.nowMs()},"chats":${JSON.stringify(chats.map((chat) => chatView(chat, chat)))},"messages":[`;
  yield* separated(ownEntries(person, sources));
  yield '],"wallets":[';
  yield* separated(wallets(person, sources));
  yield ']}';
}

async function* ownEntries(person: Person, { authors }: ExportSources): AsyncGenerator<string> {
  let after: Entry | undefined;
  do {
    const page: readonly Entry[] = await authors.read({ ...person, limit: pageRows, ...(after && { after }) });
    for (const entry of page) yield JSON.stringify({ chatId: entry.chat, ...entryView(entry) });
    after = page.length < pageRows ? undefined : page.at(-1);
  } while (after !== undefined);
}

async function* wallets({ tenant, userId }: Person, sources: ExportSources): AsyncGenerator<string> {
  for (const { unit, exponent } of sources.settings.SORA_MONEY_UNITS) {
    const account = await sources.ledger.account(tenant, userAccount(userId, unit));
    if (account !== undefined) yield await withHistory(account, { userId, exponent }, sources);
  }
}

/** One wallet is put together whole: its postings are short. */
async function withHistory(account: Account, owner: { readonly userId: string; readonly exponent: number }, { ledger }: ExportSources): Promise<string> {
  const history: string[] = [];
  let last: Posting | undefined;
  do {
    const page: readonly Posting[] = await ledger.postings({ tenant: account.tenant, account: account.id, limit: pageRows, ...(last && { beforePosting: last.leg.posting }) });
    history.push(...page.map((posting) => JSON.stringify(postingView(posting))));
    last = page.length < pageRows ? undefined : page.at(-1);
  } while (last !== undefined);
  return `${JSON.stringify(walletView(account, owner)).slice(0, -1)},"history":[${history.join(',')}]}`;
}

async function* separated(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let separator = '';
  for await (const piece of pieces) {
    yield separator + piece;
    separator = ',';
  }
}
