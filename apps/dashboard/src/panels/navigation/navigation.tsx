import type { HealthSummary } from '@sora/core';
import { useSora, useStore } from '../../app/context.ts';
import { chatsHome } from '../../app/chats-route.ts';
import { moneyHome } from '../../app/money-route.ts';
import { formatRoute } from '../../app/route.ts';
import { rulesHome } from '../../app/rules-route.ts';
import { Mark } from '../../ui/mark.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { verdictTone, verdictWord } from '../../ui/words.ts';
import { navigationView } from './navigation-view.ts';
import { SessionCard } from './session-card.tsx';

export function Navigation({ summary, help }: { readonly summary: HealthSummary | undefined; readonly help: () => void }) {
  const route = useStore(useSora().route.state);
  return (
    <header className="side">
      <a className="brand" href="/" aria-label="SORA, overview"><Mark /></a>
      <nav aria-label="Views">
        <a href="/" aria-current={route.view === 'overview' ? 'page' : undefined}>Overview</a>
        <a href="/?view=events" aria-current={route.view === 'events' ? 'page' : undefined}>Events</a>
        <a href={formatRoute(moneyHome)} aria-current={route.view === 'money' ? 'page' : undefined}>Money</a>
        <a href={formatRoute(chatsHome)} aria-current={route.view === 'chats' ? 'page' : undefined}>Chats</a>
        <a href={formatRoute(rulesHome)} aria-current={route.view === 'rules' ? 'page' : undefined}>Rules</a>
        <span className="side-title">Layers</span>
        {navigationView(route, summary).map((item) => (
          <a key={item.layer} href={item.href} aria-current={item.current ? 'page' : undefined}>
            <ToneIcon tone={verdictTone(item.verdict)} />{item.title}<span className="unseen">, {verdictWord(item.verdict)}</span>
          </a>
        ))}
      </nav>
      <SessionCard help={help} />
    </header>
  );
}
