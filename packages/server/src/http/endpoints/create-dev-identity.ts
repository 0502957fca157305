import { SoraError } from '@sora/core';
import { z } from 'zod';
import { isKnownHost } from '../access/host-guard.ts';
import { endpoint } from '../endpoint.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const createDevIdentity = endpoint({
  name: 'createDevIdentity',
  aliases: ['/v1/dev/identity'],
  methods: ['POST'],
  summary: 'Only under --dev, on a developer’s own machine: a token of the built-in identity provider for whatever user is named, valid for five minutes.',
  access: { kind: 'public' },
  isForApps: true,
  isThere: ({ devIssuer }) => devIssuer !== undefined,
  input: z.object({ userId: userIdSchema }),
  output: z.object({ identityToken: z.string(), expiresAtMs: z.number() }),
  handle: async ({ input: { userId }, request: { host } }, { devIssuer, hosts }) => {
    if (devIssuer === undefined) throw new SoraError('not-found');
    // A page of another site whose name was pointed at this machine carries its own name here.
    if (!isKnownHost(host, hosts())) throw new SoraError('host-refused', { detail: `"${host}" is not a name of this server.` });
    return devIssuer.issue(userId);
  },
});
