import { SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { walletSchema } from '../schemas/wallets.ts';
import { walletView } from '../wallet-views.ts';

export const createUserSession = endpoint({
  name: 'createUserSession',
  aliases: ['/v1/sessions'],
  methods: ['POST'],
  summary: 'Begins a user’s session on one device for a token of the identity provider, and opens their wallet. The answer shows the session’s token once.',
  access: { kind: 'public' },
  isForApps: true,
  isCrowded: true,
  input: z.object({
    identityToken: z.string().min(1).max(16_384).meta({ description: 'The JWT that the identity provider gave to the app.' }),
    install: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'Must be 8 to 64 characters of A-Z, a-z, 0-9, "_" and "-".').optional().meta({ description: 'The device, as in its frames.' }),
  }),
  output: z.object({ token: z.string(), userId: z.string(), expiresAtMs: z.number(), wallets: z.array(walletSchema) }),
  handle: async ({ input: { identityToken, install }, request }, { identity, sessions, ledger, limits, settings }) => {
    if (identity === undefined) throw new SoraError('not-set-up', { detail: 'This server knows no identity provider: SORA_IDENTITY_ISSUER and SORA_IDENTITY_AUDIENCE are not set.' });
    const user = await limits.countingRefusedIdentities(request, () => identity.verify(identityToken));
    limits.beginning(user);
    const [{ unit, exponent }] = settings.SORA_MONEY_UNITS;
    const { tenant, userId } = user;
    // Before the session: whoever holds its token has a wallet.
    const account = await ledger.open(tenant, { kind: 'user', unit, owner: userId });
    const { session, token } = await sessions.begin({ tenant, userId, install });
    return { token, userId, expiresAtMs: session.expiresAtMs, wallets: [walletView(account, { userId, exponent })] };
  },
});
