import { openAccount } from '../../../ledger/open-account.ts';
import { openChat } from '../../../messages/open-chat.ts';
import { type ChatTables, chatTables } from '../../memory/chat-tables.ts';
import { type LedgerTables, ledgerTables, rowKey } from '../../memory/ledger-tables.ts';
import { tenant } from '../tenant.ts';

export const unit = 'USD';
export const owner = 'olga';
export const feeAccount = 'fees';

/** What lies in the one database of a world. */
export interface ChatWorldTables {
  readonly chats: ChatTables;
  readonly ledger: LedgerTables;
}

export interface ChatWorldSize {
  readonly chats: number;
  readonly users: number;
}

export const chatName = (number: number) => `chat-${number}`;
export const userName = (number: number) => `user-${number}`;

/** Chats of one owner, where everybody is a member, and wallets of which one in three is soon empty. */
export function openChatWorld({ chats, users }: ChatWorldSize): ChatWorldTables {
  const tables = { chats: chatTables(), ledger: ledgerTables() };
  const names = Array.from({ length: users }, (_, number) => userName(number));
  for (let number = 0; number < chats; number++) {
    const id = chatName(number);
    tables.chats.chats.set(rowKey(tenant, id), openChat({ tenant, id, kind: 'group', owner }, 1));
    admit(tables.chats, id, owner, 'owner');
    for (const name of names) admit(tables.chats, id, name, 'member');
  }
  const wallets = [{ kind: 'house', owner: feeAccount }, { kind: 'user', owner }] as const;
  for (const each of wallets) putAccount(tables.ledger, openAccount(tenant, { ...each, unit }));
  for (const [number, name] of names.entries()) putAccount(tables.ledger, { ...openAccount(tenant, { kind: 'user', unit, owner: name }), balanceMinor: number % 3 === 2 ? 200n : 1_000_000n });
  return tables;
}

export function admit({ members }: ChatTables, chat: string, userId: string, role: 'owner' | 'member'): void {
  const key = rowKey(tenant, chat, userId);
  members.set(key, members.get(key) ?? { tenant, chat, userId, role, joinedAtMs: 1, lastSentAtMs: undefined, readSeq: 0, readAtMs: 1 });
}

function putAccount({ accounts }: LedgerTables, account: ReturnType<typeof openAccount>): void {
  accounts.set(rowKey(tenant, account.id), account);
}
