import { z } from 'zod';
import { mintCredential } from '../access/secrets.ts';
import { endpoint } from '../endpoint.ts';
import { credentialKindSchema } from '../schemas/access.ts';
import { actorOf, tenantOf } from '../services.ts';

const aDayMs = 24 * 60 * 60_000;

export const adminCreateToken = endpoint({
  name: 'admin_createToken',
  methods: ['POST'],
  summary: 'Makes a token or key of this tenant. The answer shows it once; only its hash is kept.',
  access: { kind: 'operator', role: 'admin' },
  input: z.intersection(credentialKindSchema, z.object({ name: z.string().trim().min(1).max(100), validDays: z.number().int().min(1).max(3650).optional() })),
  output: z.object({ id: z.string(), token: z.string() }),
  handle: async ({ input: { name, validDays, ...kind }, principal }, { clock, credentials, recordEvent }) => {
    const tenant = tenantOf(principal);
    const { stored, token } = mintCredential(kind, { tenant, name, nowMs: clock.nowMs(), ...(validDays === undefined ? {} : { validMs: validDays * aDayMs }) });
    await credentials.create(stored);
    await recordEvent({ tenant, type: 'TOKEN_CREATED', severity: 'info', subject: name, actor: actorOf(principal), payload: { id: stored.id, ...kind } });
    return { id: stored.id, token };
  },
});
