import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { HashRouter, Route, Routes, useLocation } from 'react-router';
import { createCrashRecovery } from '../crash/crash-recovery.ts';
import { crashReporter } from '../crash/crash-reporter.ts';
import type { CrashRecovery } from '../crash/recovery.ts';
import { guardNavigation } from '../navigation/guard-navigation.ts';
import { textParam } from '../navigation/param-checks.ts';
import { ambient } from '../platforms/ambient.ts';
import { localStorageSlots } from '../platforms/local-storage-slots.ts';
import { webDevice } from '../platforms/web-device.ts';
import { otherPages } from '../platforms/other-page.ts';
import { webLocksLeadership } from '../platforms/web-locks.ts';
import { windowErrors } from '../platforms/window-errors.ts';
import type { Device } from '../ports/device.ts';
import { SafeRender, StabilityBoundary, StabilityProvider, SyncBanner, useComposer, useOutbox, useStability, useSyncStatus } from '../react/index.ts';
import { GuardedRoute, useGuardedNavigate, useRestoredPlace } from '../react/react-router.tsx';
import type { SyncFacts } from '../sync/sync-state.ts';
import { openSyncStatus } from '../sync/sync-status.ts';
import { plainDrafts } from './plain-drafts.ts';
import { plainOutbox } from './plain-outbox.ts';

/** How a test holds the page. */
export interface PageRig {
  readonly crash: CrashRecovery;
  readonly uncaught: readonly string[];
  /** Opens the client, which takes its time; the page is there before it. */
  open(): void;
  readonly outbox: ReturnType<typeof plainOutbox>;
  facts(change: { readonly [K in keyof SyncFacts]?: SyncFacts[K] | 'now' }): void;
}

const options = new URLSearchParams(location.search);
const web = webDevice();
/** With `still`, one that cannot be reloaded. */
const device: Device = options.has('still') ? { ...web, get visibility() { return web.visibility; }, reload: undefined } : web;
const leadership = webLocksLeadership('page', navigator.locks);
const platform = { ...ambient, capsule: localStorageSlots(() => localStorage), device, errors: windowErrors(window), leadership, whenLastRunLives: otherPages({ ...ambient, leadership }) };
const uncaught: string[] = [];
window.addEventListener('error', ({ message }) => uncaught.push(message));
const crash = createCrashRecovery({ platform, release: '1.0.0', reporter: crashReporter() });
if (options.get('fail') === 'import') throw new Error('broken at import');

const drafts = plainDrafts();
crash.keepTexts(drafts);
const outbox = plainOutbox(drafts);
const listeners = new Set<() => void>();
let facts: SyncFacts = { unacknowledged: 0, inFlightSinceMs: undefined, lastAnswerAtMs: performance.now(), failingSinceMs: undefined, isOnlineHint: true };
const sync = openSyncStatus({ platform: { ...platform, device }, facts: () => facts, sources: [(listener) => { listeners.add(listener); return () => listeners.delete(listener); }] });

const nav = guardNavigation({
  home: { path: '/' },
  chat: { path: '/chats/:chatId', params: { chatId: textParam(20, /[a-z0-9]+/) } },
  club: { path: '/club', guard: async () => false },
  slow: { path: '/slow', guard: () => new Promise(() => {}) },
}, { fallback: 'home', timers: ambient.timers, guardTimeoutMs: 300 });

function Bomb({ when }: { readonly when: boolean }) {
  if (when) throw new Error('a screen is broken');
  return null;
}

function Queue() {
  const { items, confirm, discard } = useOutbox('c1');
  const { unacknowledged } = useSyncStatus();
  return (
    <ol aria-label="Queue" data-unacknowledged={unacknowledged}>
      {items.map((item) => (
        <li key={item.id} data-state={item.state.kind}>
          {item.wish.kind === 'message' ? item.wish.text : item.wish.kind}
          <button type="button" onClick={() => { void confirm(item); }}>again</button>
          <button type="button" onClick={() => { void discard(item); }}>give up</button>
        </li>
      ))}
    </ol>
  );
}

function Chat() {
  const { text, setText, send } = useComposer('c1');
  const [isBroken, setBroken] = useState(false);
  return (
    <section aria-label="Chat">
      <Bomb when={isBroken} />
      <textarea aria-label="Composer" value={text} onChange={(event) => { setText(event.target.value); }} />
      <button type="button" onClick={() => { void send(); }}>send</button>
      <button type="button" onClick={() => { setBroken(true); }}>break this screen</button>
    </section>
  );
}

function Screens() {
  const [shown, show] = useState('chat');
  const [isRootBroken, breakRoot] = useState(options.get('fail') === 'render');
  useRestoredPlace(nav);
  const go = useGuardedNavigate(nav);
  const place = useLocation().pathname;
  return (
    <main>
      <Bomb when={isRootBroken} />
      <p data-place={place}>{place}</p>
      {['chat', 'other', 'worse'].map((name) => <button key={name} type="button" onClick={() => { show(name); }}>show {name}</button>)}
      <button type="button" onClick={() => { breakRoot(true); }}>break everything</button>
      <button type="button" onClick={() => { go('chat', { chatId: 'NOT VALID' }); }}>go wrong</button>
      <StabilityBoundary name="screen" chatId="c1" resetKeys={[shown]}>
        {shown === 'chat' ? <Chat /> : <p>another screen</p>}
      </StabilityBoundary>
      {shown === 'worse' && <StabilityBoundary name="worse" fallback={() => { throw new Error('the fallback is broken too'); }}><Bomb when /></StabilityBoundary>}
      <Queue />
      <ul>{[1, 2, 3].map((line) => <SafeRender key={line} fallback={<li>…</li>}>{() => { if (line === 2) throw new Error('an odd message'); return <li>line {line}</li>; }}</SafeRender>)}</ul>
      <Routes>
        <Route path="/" element={<GuardedRoute guard={nav} route="home">{() => <h2>Home</h2>}</GuardedRoute>} />
        <Route path="/chats/:chatId" element={<GuardedRoute guard={nav} route="chat">{({ chatId }) => <h2>Chat {chatId}</h2>}</GuardedRoute>} />
        <Route path="/club" element={<GuardedRoute guard={nav} route="club">{() => <h2>Club</h2>}</GuardedRoute>} />
        <Route path="/slow" element={<GuardedRoute guard={nav} route="slow" pending={<h2>One moment</h2>}>{() => <h2>Slow</h2>}</GuardedRoute>} />
      </Routes>
    </main>
  );
}

function SafeHome() {
  const { crash: recovery } = useStability();
  return <main><Bomb when={options.get('fail') === 'safe-home'} /><h2>Safe home</h2><button type="button" onClick={() => { recovery?.clear(); }}>bring everything back</button></main>;
}

let open = () => {};

function App() {
  const [isOpen, setOpen] = useState(!options.has('late'));
  useEffect(() => { open = () => { setOpen(true); }; }, []);
  return (
    <StabilityProvider client={isOpen ? { sync, outbox, drafts, crash } : { crash }}>
      <SyncBanner />
      <StabilityBoundary scope="root" name="app" safeHome={<SafeHome />}>
        <HashRouter><Screens /></HashRouter>
      </StabilityBoundary>
    </StabilityProvider>
  );
}

const rig: PageRig = {
  crash,
  outbox,
  open: () => { open(); },
  uncaught,
  facts(change) {
    const times = Object.entries(change).map(([name, value]) => [name, value === 'now' ? performance.now() : value]);
    facts = { ...facts, ...Object.fromEntries(times) as Partial<SyncFacts> };
    listeners.forEach((listener) => { listener(); });
  },
};
Object.assign(window, { rig });

const place = document.body.appendChild(document.createElement('div'));
createRoot(place).render(<App />);
