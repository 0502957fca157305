import type { AnnouncedHead, AnnouncementListener, ChatAnnouncements } from '../../live/chat-announcements.ts';

/** Word between servers of one process; `grown` and `lapsed` are said by the test. */
export interface MemoryChatAnnouncements extends ChatAnnouncements {
  grown(heads: readonly AnnouncedHead[]): void;
  lapsed(): void;
}

export function memoryChatAnnouncements(): MemoryChatAnnouncements {
  const listeners = new Set<AnnouncementListener>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (signal) => listeners.forEach((listener) => listener.signal?.(signal)),
    grown: (heads) => listeners.forEach((listener) => listener.grown?.(heads)),
    lapsed: () => listeners.forEach((listener) => listener.lapsed?.()),
  };
}
