import { type CredentialKind, type OperatorRole, type ServiceScope, serviceScopes, type StoredCredential } from '@sora/core';
import { z } from 'zod';

export const roleSchema = z.enum(['viewer', 'operator', 'admin']) satisfies z.ZodType<OperatorRole>;
const scopeSchema = z.enum(serviceScopes) satisfies z.ZodType<ServiceScope>;

export const credentialKindSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operator'), role: roleSchema }),
  z.object({ kind: z.literal('service'), scopes: z.array(scopeSchema).min(1).refine((scopes) => new Set(scopes).size === scopes.length, 'A scope stands there twice.') }),
  z.object({ kind: z.literal('ingest') }),
]) satisfies z.ZodType<CredentialKind>;

export const credentialViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['operator', 'service', 'ingest']),
  rights: z.string(),
  name: z.string(),
  createdAtMs: z.number(),
  expiresAtMs: z.number().optional(),
  revokedAtMs: z.number().optional(),
});

/** What may be shown of a credential: everything but its hash. */
export function credentialView(stored: StoredCredential): z.infer<typeof credentialViewSchema> {
  const { id, kind, name, createdAtMs, expiresAtMs, revokedAtMs } = stored;
  const rights = stored.kind === 'operator' ? stored.role : stored.kind === 'service' ? stored.scopes.join(' ') : 'client frames';
  return { id, kind, rights, name, createdAtMs, ...(expiresAtMs === undefined ? {} : { expiresAtMs }), ...(revokedAtMs === undefined ? {} : { revokedAtMs }) };
}
