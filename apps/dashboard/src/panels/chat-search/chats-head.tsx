import { useSora } from '../../app/context.ts';
import type { ChatsRoute } from '../../app/chats-route.ts';
import { formatRoute } from '../../app/route.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { Segments } from '../../ui/segments.tsx';
import { chatTarget } from './chat-target.ts';

const pages = [{ page: 'overview', label: 'Overview' }, { page: 'conflicts', label: 'Conflicts' }] as const;
/** As long as the longest chat id. */
const longest = 64;

/** What stays while one looks around in the chats: their name, the search and the ways to their parts. */
export function ChatsHead({ route }: { readonly route: ChatsRoute }) {
  const { go } = useSora().route;
  const choices = pages.map(({ page, label }) => ({ label, href: formatRoute({ view: 'chats', page }), current: route.page === page }));
  const text = route.page === 'find' ? route.text : '';
  return (
    <>
      <header className="head">
        <h1>Chats</h1>
        <p className="lead">Every chat is a log whose entries are numbered without a gap. What its members wrote is theirs: no text is shown here, and none is sent to this page.</p>
      </header>
      <div className="controls page-controls">
        <SearchBox key={text} text={text} label="Chat id, or its beginning" placeholder="Chat id" longest={longest} find={(typed) => go(chatTarget(typed))} />
        <Segments label="Chats" choices={choices} />
      </div>
    </>
  );
}
