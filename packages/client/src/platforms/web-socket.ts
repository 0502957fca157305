import type { LiveSocketOpener } from '../ports/transport.ts';

/** The platform's WebSocket to the server's `/v1/live`. @param url address of the server, without a path */
export function webSocketOpener(url: string): LiveSocketOpener {
  const address = `${url.replace(/\/+$/, '').replace(/^http/, 'ws')}/v1/live`;
  return ({ onOpen, onText, onClose }) => {
    let isOver = false;
    const end = (code: number) => {
      if (isOver) return;
      isOver = true;
      onClose(code);
    };
    try {
      const socket = new WebSocket(address);
      socket.addEventListener('open', onOpen);
      socket.addEventListener('message', ({ data }) => { if (typeof data === 'string') onText(data); });
      // Whatever an "error" was about, "close" follows.
      socket.addEventListener('close', ({ code }) => { end(code); });
      return {
        send: (text) => { if (socket.readyState === WebSocket.OPEN) socket.send(text); },
        close: () => { socket.close(); },
      };
    } catch {
      // A page whose policy forbids the address: told as any other failure, once the caller has what this returns.
      setTimeout(() => { end(1006); }, 0);
      return { send: () => undefined, close: () => undefined };
    }
  };
}
