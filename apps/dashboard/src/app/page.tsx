import type { HealthSummary } from '@sora/core';
import type { Resource } from '../api/resource.ts';
import { useSora, useStore } from './context.ts';
import { ChatsPage } from './pages/chats/chats-page.tsx';
import { EventsPage } from './pages/events-page.tsx';
import { LayerPage } from './pages/layer-page.tsx';
import { MoneyPage } from './pages/money/money-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { RulesPage } from './pages/rules-page.tsx';

/** The view that the address names. */
export function Page({ summary }: { readonly summary: Resource<HealthSummary> }) {
  const route = useStore(useSora().route.state);
  if (route.view === 'layer') return <LayerPage route={route} />;
  if (route.view === 'events') return <EventsPage severity={route.severity} />;
  if (route.view === 'money') return <MoneyPage route={route} />;
  if (route.view === 'chats') return <ChatsPage route={route} />;
  if (route.view === 'rules') return <RulesPage route={route} />;
  return <OverviewPage summary={summary} />;
}
