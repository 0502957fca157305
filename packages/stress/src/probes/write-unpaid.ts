import { Client } from 'pg';

/** A bug planted in the database: a message whose payment was never booked, in a chat that is nowhere else. */
export async function writeUnpaid(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      insert into entry (tenant, chat, seq, user_id, install, install_seq, kind, version, content_digest, payment_key, digest, at)
      values ('main', 'nowhere', 1, 'nobody', 'nothing', 1, 'message', 1, decode(repeat('00', 32), 'hex'), 'sora:message:nowhere:nothing:1', decode(repeat('00', 32), 'hex'), now())`);
  } finally {
    await client.end();
  }
}
