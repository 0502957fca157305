export type OperatorRole = 'viewer' | 'operator' | 'admin';

/** What a service key may do; a scope is added with the endpoint that needs it. */
export type ServiceScope = (typeof serviceScopes)[number];

export const serviceScopes = ['metrics:write', 'wallets:read', 'wallets:write', 'wallets:credit', 'chats:read', 'chats:write', 'documents:read', 'documents:write'] as const;

/**
 * Who is asking, as proven by a credential.
 * - `operator`: an engineer or CI, by token or by the dashboard's cookie
 * - `service`: a backend that uses `@sora/node`
 * - `ingest`: any installed app; its key is public, so it may only write client frames
 * - `user`: one user on one device, by session token; may touch what is theirs only
 */
export type Principal =
  | { readonly kind: 'operator'; readonly id: string; readonly tenant: string; readonly name: string; readonly role: OperatorRole; readonly via: 'token' | 'session' }
  | { readonly kind: 'service'; readonly id: string; readonly tenant: string; readonly name: string; readonly scopes: readonly ServiceScope[] }
  | { readonly kind: 'ingest'; readonly id: string; readonly tenant: string; readonly name: string }
  | { readonly kind: 'user'; readonly id: string; readonly tenant: string; readonly name: string; readonly userId: string };

/** What an endpoint asks for. `public` answers everyone and sees no tenant's data. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'operator'; readonly role: OperatorRole }
  /** Answers everyone; who proves a role sees more. */
  | { readonly kind: 'public-or-operator'; readonly role: OperatorRole }
  /** With `andScope` it needs both; with `orRole` an engineer of that role may too. */
  | { readonly kind: 'service'; readonly scope: ServiceScope; readonly andScope?: ServiceScope; readonly orRole?: OperatorRole }
  /** Frames: an ingest key (source: client) or a service key with `metrics:write` (source: server). */
  | { readonly kind: 'ingest' }
  /** What only a user can do for themself. */
  | { readonly kind: 'user' }
  /** One user's data: that user's session token, or a service key with the scope; with `orRole` an engineer of that role too. The handler asks `mayActFor` whose data it is. */
  | { readonly kind: 'user-or-service'; readonly scope: ServiceScope; readonly andScope?: ServiceScope; readonly orRole?: OperatorRole };

export type AccessDecision = { readonly kind: 'allowed' } | { readonly kind: 'unauthenticated' } | { readonly kind: 'forbidden'; readonly needs: string };
