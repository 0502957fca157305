export type Severity = 'info' | 'warning' | 'critical';

/** The kinds of thing that are recorded. One word each; a kind is added here with the capability that writes it. */
export type EventType =
  | 'SERVER_STARTED'
  | 'SERVER_STOPPED'
  | 'TOKEN_CREATED'
  | 'TOKEN_REVOKED'
  | 'LOGIN_LINK_CREATED'
  | 'LOGIN'
  | 'LOGOUT'
  | 'METRIC_CARDINALITY'
  | 'METRIC_LOSS'
  | 'DATABASE_RECOVERED'
  | 'CLIENT_REPORT'
  | 'CONFLICT_DETECTED'
  | 'ACCOUNT_FROZEN'
  | 'ACCOUNT_RELEASED'
  | 'LEDGER_VERIFIED'
  | 'CLEARING_RECONCILED'
  | 'CHAT_RECOUNTED'
  | 'DOCUMENT_FIELD_RESTORED'
  | 'MEMOS_ERASED'
  | 'USER_ERASED'
  | 'SECURITY_RULES_VIOLATION'
  | 'SECURITY_RULES_CHANGED'
  | 'SECURITY_RULES_NOT_SCANNED';

/** Who did it: a credential, a node, an install, or a user. */
export interface Actor {
  readonly kind: 'token' | 'node' | 'client' | 'user';
  readonly id: string;
  readonly name?: string;
}

/** Something that happened, as its writer states it. */
export interface NewEvent {
  readonly tenant: string;
  readonly type: EventType;
  readonly severity: Severity;
  /** What it happened to, in a few words: a node, a token's name, a metric. */
  readonly subject: string;
  readonly actor: Actor;
  readonly region?: string;
  readonly release?: string;
  /** A second event of the tenant with the same key is not recorded. */
  readonly dedupKey?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** Something that happened, as it was recorded. Never changed, never deleted before its retention ends. */
export interface RecordedEvent extends NewEvent {
  /** Grows with time (UUID version 7). */
  readonly id: string;
  readonly atMs: number;
}
