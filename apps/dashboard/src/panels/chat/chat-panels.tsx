import type { ChatLog, EntryPage } from '../../api/chats.ts';
import type { ConflictRow } from '../../api/conflicts.ts';
import { Panel } from '../../ui/panel.tsx';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { ConflictList } from '../conflicts/conflict-list.tsx';
import { conflictView } from '../conflicts/conflict-view.ts';
import { ChatHead } from './chat-head.tsx';
import { chatHeadView } from './chat-head-view.ts';
import { EntriesPanel } from './entries-panel.tsx';
import { MembersPanel } from './members-panel.tsx';
import { membersView } from './members-view.ts';
import { StripPanel } from './strip-panel.tsx';
import { stripView } from './strip-view.ts';

interface Props {
  readonly facts: ChatLog;
  readonly entries: EntryPage;
  readonly conflicts: readonly ConflictRow[];
  readonly at: number | undefined;
  readonly mayRecount: boolean;
  readonly stale: string | undefined;
}

export function ChatPanels({ facts, entries, conflicts, at, mayRecount, stale }: Props) {
  const { chatId } = facts.chat;
  return (
    <div className={stale === undefined ? 'account' : 'account stale'}>
      <StaleBadge stale={stale} />
      <ChatHead view={chatHeadView(facts)} mayRecount={mayRecount} />
      <StripPanel view={stripView(facts)} />
      <div className="account-columns">
        <EntriesPanel key={at ?? 'newest'} chatId={chatId} newest={entries} at={at} />
        <div className="page-rail">
          <MembersPanel view={membersView(facts.members)} />
          <Panel title="Conflicts" note="about this chat">
            {conflicts.length === 0 && <p className="empty">None was recorded: its head never had to be set right, and no two devices wrote one of its settings at once.</p>}
            <ConflictList views={conflicts.map((row) => conflictView(row, []))} />
          </Panel>
        </div>
      </div>
    </div>
  );
}
