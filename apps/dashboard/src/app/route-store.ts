import { createStore, type Store } from '../api/store.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';

export interface RouteStore {
  readonly state: Store<Route>;
  go(route: Route): void;
}

/** The address is the state: links, back, forward and a pasted address all lead through here. */
export function createRouteStore(page: Window): RouteStore {
  const state = createStore<Route>(parseRoute(page.location.search));
  const read = () => state.set(parseRoute(page.location.search));
  function open(address: string): void {
    page.history.pushState(undefined, '', address);
    read();
  }
  page.addEventListener('popstate', read);
  page.document.addEventListener('click', (click) => {
    const address = addressOf(click, page.location.origin);
    if (address === undefined) return;
    click.preventDefault();
    open(address);
  });
  return { state, go: (route) => open(formatRoute(route)) };
}

/** The address of a plain click on a link into this page; new tabs and other sites are the browser's business. */
function addressOf(click: MouseEvent, origin: string): string | undefined {
  if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return undefined;
  const link = click.target instanceof Element ? click.target.closest('a') : null;
  if (link === null || link.target !== '' || link.origin !== origin || link.pathname !== '/' || link.hash !== '') return undefined;
  return `/${link.search}`;
}
