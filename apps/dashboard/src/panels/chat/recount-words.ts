import type { Recounted } from '../../api/chats.ts';
import { formatSeq } from '../../ui/format.ts';
import { plural } from '../../ui/words.ts';

/** What a recount came to, in a sentence. */
export function recountWords({ kind, after: { lastSeq, messages } }: Recounted): string {
  if (kind === 'was-right') return 'Recounted from the first entry: the head was right.';
  if (kind === 'corrected') return `Recounted: the head says #${formatSeq(lastSeq)} and ${plural(messages, 'message')} now, as its entries do.`;
  return 'Entries are missing, so that nothing was recounted. What was found stands among the conflicts.';
}
