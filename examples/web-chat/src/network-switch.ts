import { type ClientPlatform, createPlatform } from '@sora/client';

/** A browser whose network can be cut from the page, so that one can look at what happens then. */
export interface NetworkSwitch {
  readonly platform: ClientPlatform;
  readonly isCut: boolean;
  cut(isCut: boolean): void;
  subscribe(listener: () => void): () => void;
}

export function networkSwitch(app: string): NetworkSwitch {
  const web = createPlatform({ app });
  const listeners = new Set<() => void>();
  const sockets = new Set<() => void>();
  let isCut = false;
  return {
    get isCut() { return isCut; },
    cut(next) {
      isCut = next;
      if (isCut) for (const close of sockets) close();
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    platform: {
      ...web,
      connect(url) {
        const { transport, openLiveSocket } = web.connect(url);
        return {
          transport: async (request) => (isCut ? { kind: 'unanswered', reason: 'network' } : transport(request)),
          openLiveSocket(events) {
            const onClose = (code: number) => {
              sockets.delete(close);
              events.onClose(code);
            };
            const socket = openLiveSocket({ ...events, onOpen: () => { if (isCut) close(); else events.onOpen(); }, onClose });
            const close = () => { socket.close(); };
            sockets.add(close);
            return socket;
          },
        };
      },
    },
  };
}
