import type { StoredCredential } from './credential-store.ts';

/** A stored credential's token, or the one of a user's session. */
export type TokenKind = StoredCredential['kind'] | 'user';

const prefixes = { operator: 'op', service: 'svc', ingest: 'ing', user: 'ses' } as const satisfies Record<TokenKind, string>;
const pattern = /^sora_(op|svc|ing|ses)_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

/** A token as it is shown once: `sora_op_<id>_<secret>`. The fixed prefix lets secret scanners find a leaked one. */
export interface Token {
  readonly kind: TokenKind;
  /** 16 hexadecimal digits; not secret, names the credential or session in logs and lists. */
  readonly id: string;
  /** 256 random bits in base64url. */
  readonly secret: string;
}

export function formatToken({ kind, id, secret }: Token): string {
  return `sora_${prefixes[kind]}_${id}_${secret}`;
}

/** Undefined for anything that `formatToken` cannot have made. */
export function parseToken(text: string): Token | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, prefix, id, secret] = match;
  const kind = (Object.keys(prefixes) as TokenKind[]).find((name) => prefixes[name] === prefix);
  return kind === undefined || id === undefined || secret === undefined ? undefined : { kind, id, secret };
}
