import { useState } from 'react';
import { getChatEntries } from '../../api/chats-api.ts';
import type { EntryPage } from '../../api/chats.ts';
import type { Problem } from '../../api/problem.ts';
import { formatSeq } from '../../ui/format.ts';
import { OlderButton } from '../../ui/older-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EntriesTable } from './entries-table.tsx';
import { entryDays } from './entries-view.ts';
import { withNewestEntries, withOlderEntries } from './entry-pages.ts';
import { GoToNumber } from './go-to-number.tsx';

interface Props {
  readonly chatId: string;
  readonly newest: EntryPage;
  /** The number that was asked for; undefined for the newest. */
  readonly at: number | undefined;
}

export function EntriesPanel({ chatId, newest, at }: Props) {
  const { read, problem, loadOlder } = useEntries(chatId, newest);
  return (
    <Panel title="Entries" note={at === undefined ? 'newest first' : `from #${formatSeq(at)} down`}>
      <GoToNumber key={at ?? 'newest'} chatId={chatId} at={at} />
      {read.entries.length === 0 && <p className="empty">{at === undefined ? <>Nothing was written here yet. <code>POST /v1/chats/{chatId}/messages</code> writes the first message, and answers its number and digest.</> : 'There is no entry up to this number.'}</p>}
      {read.entries.length > 0 && <EntriesTable days={entryDays(read)} />}
      <OlderButton cursor={read.nextBefore} problem={problem} load={loadOlder} what="entries" />
    </Panel>
  );
}

/** All entries read so far, kept under the newest answer. */
function useEntries(chatId: string, newest: EntryPage) {
  const [read, setRead] = useState(newest);
  const [problem, setProblem] = useState<Problem>();
  const [merged, markMerged] = useState(newest);
  if (merged !== newest) {
    markMerged(newest);
    setRead(withNewestEntries(read, newest));
  }
  async function loadOlder(before: number): Promise<void> {
    const answer = await getChatEntries({ chatId, before });
    setProblem(answer.kind === 'problem' ? answer.problem : undefined);
    if (answer.kind === 'ok') setRead((held) => (held.nextBefore === before ? withOlderEntries(held, answer.value) : held));
  }
  return { read, problem, loadOlder };
}
