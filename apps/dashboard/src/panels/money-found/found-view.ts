import type { Found } from '../../api/money-api.ts';
import { accountRows, type AccountRow } from '../money-accounts/accounts-view.ts';
import { plural } from '../../ui/words.ts';
import { refusalView, type RefusalView } from './refusal-view.ts';
import { transferView, type TransferView } from './transfer-view.ts';

export interface FoundView {
  /** What the text turned out to be. */
  readonly headline: string;
  /** What happens when the key is sent again; absent where it is no key. */
  readonly replay?: string;
  readonly refusals: readonly RefusalView[];
  readonly transfers: readonly TransferView[];
  readonly accounts: readonly AccountRow[];
}

export function foundView(text: string, { transfers, refusals, accounts, units }: Found): FoundView {
  const found = [
    ...(transfers.length === 0 ? [] : [`${plural(transfers.length, 'transfer')} under this key`]),
    ...(refusals.length === 0 ? [] : [`${plural(refusals.length, 'refusal')} kept under this key`]),
    ...(accounts.length === 0 ? [] : [`${plural(accounts.length, 'account')} whose name begins so`]),
  ];
  return {
    headline: found.length === 0 ? `Nothing is named “${text}”.` : `“${text}”: ${found.join(', and ')}.`,
    ...(transfers.length + refusals.length === 0 ? {} : { replay: transfers.length === 0 ? refusedWords : replayWords(transfers.length) }),
    refusals: refusals.map(refusalView),
    transfers: transfers.map((transfer) => transferView(transfer, units)),
    accounts: accountRows(accounts, units),
  };
}

const refusedWords = 'Nothing moved, and nothing ever will under this key: sent again, it is answered with the refusal below, whatever was paid in since. To try anew takes a new key.';

function replayWords(transfers: number): string {
  const again = 'Sent again by the same payer with the same wish, this key moves nothing and is answered with the row below, however much later. With another wish it is refused as key-reused.';
  return transfers === 1 ? again : `${again} A key is unique for each payer: other payers used the same one.`;
}
