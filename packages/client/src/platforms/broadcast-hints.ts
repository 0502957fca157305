import type { OutboxHints } from '../outbox/outbox-hints.ts';

/** Hints between the tabs of a browser, by BroadcastChannel, which also Node.js has. A hint that is lost costs time, nothing else. */
export function broadcastHints(name: string): OutboxHints {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => undefined, listen: () => () => undefined };
  const channel = new BroadcastChannel(name);
  // In Node.js an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  let isOpen = true;
  const post = channel.postMessage.bind(channel);
  return {
    tell(keys) { if (isOpen) post(keys); },
    listen(listener) {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (Array.isArray(data)) listener(data.filter((key): key is string => typeof key === 'string'));
      });
      return () => {
        isOpen = false;
        channel.close();
      };
    },
  };
}
