/** A value that changes, and who wants to know. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set: (value) => { current = value; for (const listener of listeners) listener(); },
    subscribe: (listener) => { listeners.add(listener); return () => void listeners.delete(listener); },
  };
}
