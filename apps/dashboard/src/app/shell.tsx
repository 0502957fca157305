import { useEffect, useRef, useState } from 'react';
import { getSystemHealthSummary } from '../api/sora-api.ts';
import { Announcer } from '../panels/overall/announcer.tsx';
import { HelpDialog } from '../panels/help/help-dialog.tsx';
import { Navigation } from '../panels/navigation/navigation.tsx';
import { documentTitle } from '../panels/navigation/navigation-view.ts';
import { StatusBanner } from '../panels/status-banner/status-banner.tsx';
import { useSora, useStore } from './context.ts';
import { chatsHome } from './chats-route.ts';
import { moneyHome } from './money-route.ts';
import { Page } from './page.tsx';
import { defaultRange, placeOf, type Route } from './route.ts';
import { rulesHome } from './rules-route.ts';
import type { Action } from './shortcuts.ts';
import { useResource } from './use-resource.ts';
import { useShortcuts } from './use-shortcuts.ts';

const homes: Readonly<Record<'overview' | 'events' | 'money' | 'chats' | 'rules', Route>> = { overview: { view: 'overview' }, events: { view: 'events' }, money: moneyHome, chats: chatsHome, rules: rulesHome };

/** What stays on screen while views change: navigation, banner, help. */
export function Shell() {
  const sora = useSora();
  const route = useStore(sora.route.state);
  const summary = useResource(getSystemHealthSummary);
  const [helping, help] = useState(false);
  const main = useRef<HTMLElement>(null);
  const place = placeOf(route);

  function act(action: Action): void {
    if (action.kind === 'help') help(true);
    else if (action.kind === 'theme') sora.theme.toggle();
    else if (action.kind === 'refresh') sora.live.refreshAll();
    else if (action.kind === 'layer') sora.route.go({ view: 'layer', layer: action.layer, range: route.view === 'layer' ? route.range : defaultRange });
    else sora.route.go(homes[action.kind]);
  }

  useShortcuts(act);
  useEffect(() => { document.title = documentTitle(route, summary.value); }, [route, summary.value]);
  useFocusOnChange(main, place);
  return (
    <div className="shell">
      <a className="skip" href="#main">Skip to the numbers</a>
      <Navigation summary={summary.value} help={() => help(true)} />
      <main id="main" ref={main} tabIndex={-1} aria-busy={summary.receivedAtMs === undefined}>
        <StatusBanner />
        <Page key={place} summary={summary} />
      </main>
      <Announcer summary={summary.value} />
      <HelpDialog open={helping} close={() => help(false)} />
    </div>
  );
}

/** A new view begins at its top, also for those who read with their ears; the first one leaves the focus alone. */
function useFocusOnChange(main: React.RefObject<HTMLElement | null>, place: string): void {
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [main, place]);
}
