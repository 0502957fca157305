import type { Server, Socket } from 'node:net';

/** Lets it listen on a port of this machine. */
export async function listen(server: Server, sockets: ReadonlySet<Socket>): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}

/** Keeps the socket among those that are open. */
export function track(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  // A lost connection is what proxies are here for; without a listener it would end the process.
  socket.on('error', () => undefined);
  socket.once('close', () => sockets.delete(socket));
  return socket;
}
