import { createStore } from '../api/store.ts';

export type Theme = 'light' | 'dark';

const storageKey = 'sora-theme';
const prefersDark = '(prefers-color-scheme: dark)';

/** The theme on screen: the reader's choice, else the system's, followed while it changes. */
export function createThemeStore(root: HTMLElement, storage: Storage) {
  const system = matchMedia(prefersDark);
  const store = createStore<Theme>(choice(storage) ?? (system.matches ? 'dark' : 'light'));
  const apply = () => { root.dataset['theme'] = store.get(); };
  store.subscribe(apply);
  apply();
  system.addEventListener('change', () => { if (choice(storage) === undefined) store.set(system.matches ? 'dark' : 'light'); });
  return {
    state: store,
    toggle(): void {
      const next = store.get() === 'dark' ? 'light' : 'dark';
      remember(storage, next);
      store.set(next);
    },
  };
}

export type ThemeStore = ReturnType<typeof createThemeStore>;

// A browser that forbids storage throws on access: the choice then lasts as long as the page.
function choice(storage: Storage): Theme | undefined {
  try {
    const kept = storage.getItem(storageKey);
    return kept === 'light' || kept === 'dark' ? kept : undefined;
  } catch {
    return undefined;
  }
}

function remember(storage: Storage, theme: Theme): void {
  try {
    storage.setItem(storageKey, theme);
  } catch {
    return;
  }
}
