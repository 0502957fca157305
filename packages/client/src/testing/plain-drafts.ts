import type { ComposerDrafts } from '../drafts/composer-drafts.ts';

/** Drafts that live as long as the test. */
export function plainDrafts(texts: Record<string, string> = {}): ComposerDrafts {
  const all = new Set<() => void>();
  const tell = () => { all.forEach((listener) => { listener(); }); };
  return {
    save(chatId: string, text: string) {
      texts[chatId] = text;
      tell();
    },
    textOf: (chatId: string) => texts[chatId] ?? '',
    all: () => ({ ...texts }),
    flush: () => Promise.resolve(),
    clear: () => {
      for (const chatId of Object.keys(texts)) delete texts[chatId];
      tell();
      return Promise.resolve();
    },
    subscribe(listener: () => void) {
      all.add(listener);
      return () => { all.delete(listener); };
    },
  };
}
