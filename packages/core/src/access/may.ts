import type { AccessDecision, AccessRule, OperatorRole, Principal, ServiceScope } from './credential.ts';

const rank: Readonly<Record<OperatorRole, number>> = { viewer: 1, operator: 2, admin: 3 };

/** The one decision about who may come in; every endpoint passes through it. */
export function mayAccess(rule: AccessRule, principal: Principal | undefined): AccessDecision {
  if (rule.kind === 'public' || rule.kind === 'public-or-operator') return { kind: 'allowed' };
  if (principal === undefined) return { kind: 'unauthenticated' };
  switch (rule.kind) {
    case 'operator':
      return hasRole(principal, rule.role) ? { kind: 'allowed' } : { kind: 'forbidden', needs: `an operator token with the role ${rule.role}` };
    case 'service':
      return hasScopes(principal, rule) || (rule.orRole !== undefined && hasRole(principal, rule.orRole)) ? { kind: 'allowed' } : { kind: 'forbidden', needs: `a service key with the scope ${scopesInWords(rule)}` };
    case 'user':
      return principal.kind === 'user' ? { kind: 'allowed' } : { kind: 'forbidden', needs: 'the session token of a user' };
    case 'user-or-service':
      return principal.kind === 'user' || hasScopes(principal, rule) || (rule.orRole !== undefined && hasRole(principal, rule.orRole)) ? { kind: 'allowed' } : { kind: 'forbidden', needs: `the session token of the user, or a service key with the scope ${scopesInWords(rule)}` };
    case 'ingest':
      return principal.kind === 'ingest' || hasScope(principal, 'metrics:write') ? { kind: 'allowed' } : { kind: 'forbidden', needs: 'an ingest key, or a service key with the scope metrics:write' };
  }
}

export function hasRole(principal: Principal | undefined, role: OperatorRole): boolean {
  return principal?.kind === 'operator' && rank[principal.role] >= rank[role];
}

/** True for the user themself, and for a backend; which scope it needs the doors have checked. */
export function mayActFor(principal: Principal | undefined, userId: string): boolean {
  return principal?.kind === 'service' || (principal?.kind === 'user' && principal.userId === userId);
}

interface Scopes {
  readonly scope: ServiceScope;
  readonly andScope?: ServiceScope;
}

/** `chats:write and wallets:write`. */
export function scopesInWords({ scope, andScope }: Scopes): string {
  return andScope === undefined ? scope : `${scope} and ${andScope}`;
}

function hasScopes(principal: Principal, { scope, andScope }: Scopes): boolean {
  return hasScope(principal, scope) && (andScope === undefined || hasScope(principal, andScope));
}

function hasScope(principal: Principal, scope: string): boolean {
  return principal.kind === 'service' && principal.scopes.some((held) => held === scope);
}
