import { quietly } from '../crash/quietly.ts';

export interface Listeners<T> {
  tell(news: T): void;
  subscribe(listener: (news: T) => void): () => void;
}

/** Who wants to hear of something. One that throws does not keep the others from hearing. */
export function listeners<T>(): Listeners<T> {
  const all = new Set<(news: T) => void>();
  return {
    tell(news) {
      // Not ours to report: the app's own handler sees its errors where it calls us.
      all.forEach((listener) => { quietly(() => { listener(news); }); });
    },
    subscribe(listener) {
      // Each subscription is its own, though the same function comes twice.
      const own = (news: T) => listener(news);
      all.add(own);
      return () => { all.delete(own); };
    },
  };
}
