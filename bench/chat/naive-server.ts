// The peer over HTTP, with Fastify like ours: checks the token and the body's shape, and makes one call a paid message. Needs DATABASE_URL and NAIVE_TOKEN.
import fastify from 'fastify';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { creator, type PaidMessage } from './paid-traffic.ts';

const connections = 16;
const pool = createPool({ url: process.env['DATABASE_URL'] ?? '', applicationName: 'sora bench naive', max: connections });
const app = fastify();

const body = {
  type: 'object',
  required: ['userId', 'install', 'installSeq', 'text', 'price'],
  properties: {
    userId: { type: 'string', pattern: '^[!-~]{1,128}$' },
    install: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
    installSeq: { type: 'integer', minimum: 1 },
    text: { type: 'string', maxLength: 4_096 },
    price: { type: 'object', required: ['amount'], properties: { amount: { type: 'string', pattern: '^[1-9][0-9]{0,17}$' } } },
  },
};

app.post<{ Params: { chat: string }; Body: PaidMessage }>('/v1/chats/:chat/messages', { schema: { body } }, async ({ params: { chat }, headers, body: { userId, installSeq, text, price } }, reply) => {
  if (headers.authorization !== `Bearer ${process.env['NAIVE_TOKEN']}`) return await reply.code(401).send({ code: 'unauthenticated' });
  const { rows: [row] } = await pool.query<{ seq: string }>({ name: 'naive_say_paid', text: 'select naive_say_paid($1, $2, $3, $4, $5, $6) as seq', values: [chat, userId, installSeq, text, creator, price.amount] });
  return { kind: 'written', receipt: { chat, seq: Number(row?.seq) } };
});

console.log(`serves on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.once('SIGINT', () => {
  void app.close().then(() => pool.end()).then(() => process.exit(0));
});
