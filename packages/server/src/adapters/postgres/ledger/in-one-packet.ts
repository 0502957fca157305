import { Client, type PoolClient } from 'pg';

/**
 * The statements that `send` sends before it returns leave together. Each write of its own wakes PostgreSQL up, which costs more than a small
 * statement does.
 */
export function inOnePacket<Result>(client: PoolClient, send: () => Result): Result {
  if (!(client instanceof Client)) return send();
  const { stream } = client.connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
