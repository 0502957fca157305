import './ui/chart/locale-guard.ts';
import { createRoot } from 'react-dom/client';
import { createSessionStore, loginCode } from './api/session-store.ts';
import { getSession, login, logout } from './api/sora-api.ts';
import { App } from './app.tsx';
import { createRouteStore } from './app/route-store.ts';
import { createThemeStore } from './app/theme.ts';
import './ui/styles/index.css';

const session = createSessionStore({ login, logout, getSession });

/** Takes the login code out of the address before anything else may read, copy or bookmark it. */
function start(): void {
  const code = loginCode(location.hash);
  if (code !== undefined) history.replaceState(undefined, '', location.pathname + location.search);
  void session.start(code);
}

// A link pasted over an open page changes the fragment only, and loads nothing.
addEventListener('hashchange', () => { if (loginCode(location.hash) !== undefined) start(); });
start();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has an element #root.');
createRoot(root).render(<App sora={{ session, route: createRouteStore(window), theme: createThemeStore(document.documentElement, localStorage) }} />);
