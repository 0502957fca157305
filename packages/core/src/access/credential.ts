export type OperatorRole = 'viewer' | 'operator' | 'admin';

/** What a service key may do; a scope is added with the endpoint that needs it. */
export type ServiceScope = 'metrics:write';

/**
 * Who is asking, as proven by a credential.
 * - `operator`: an engineer or CI, by token or by the dashboard's cookie
 * - `service`: a backend that uses `@sora/node`
 * - `ingest`: any installed app; its key is public, so it may only write client frames
 */
export type Principal =
  | { readonly kind: 'operator'; readonly id: string; readonly tenant: string; readonly name: string; readonly role: OperatorRole; readonly via: 'token' | 'session' }
  | { readonly kind: 'service'; readonly id: string; readonly tenant: string; readonly name: string; readonly scopes: readonly ServiceScope[] }
  | { readonly kind: 'ingest'; readonly id: string; readonly tenant: string; readonly name: string };

/** What an endpoint asks for. `public` answers everyone and sees no tenant's data. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'operator'; readonly role: OperatorRole }
  /** Answers everyone; who proves a role sees more. */
  | { readonly kind: 'public-or-operator'; readonly role: OperatorRole }
  | { readonly kind: 'service'; readonly scope: ServiceScope }
  /** Frames: an ingest key (source: client) or a service key with `metrics:write` (source: server). */
  | { readonly kind: 'ingest' };

export type AccessDecision = { readonly kind: 'allowed' } | { readonly kind: 'unauthenticated' } | { readonly kind: 'forbidden'; readonly needs: string };
