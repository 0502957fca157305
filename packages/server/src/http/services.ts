import { type Actor, type AiBudgetStore, type AuthorLog, type ChatActivity, type ChatAudit, type ChatOverview, type ChatStore, type Clock, type ConflictLog, type CredentialStore, type DevIssuer, type DocumentStore, type EventLog, type IdentityVerifier, type LedgerStore, type LedgerVerification, type NewEvent, type NodeReport, type OpenedAccounts, type Payments, type PriceStore, type Principal, type Recorder, type RulesScanning, type Sha256, SoraError } from '@sora/core';
import type { Settings } from '../settings.ts';
import type { Authenticator } from './access/authenticator.ts';
import type { Doors } from './access/doors.ts';
import type { HostPolicy } from './access/host-guard.ts';
import type { Limits } from './access/limits.ts';
import type { UserSessions } from './access/user-sessions.ts';
import type { Answers } from './answers.ts';
import type { FrameIntake } from './frame-intake.ts';
import type { LiveChats } from './live/live-chats.ts';
import type { DatabaseState, LiveHub } from './live-hub.ts';

/** What endpoints work with; `sora.ts` makes the first half, `app.ts` adds the doors. */
export interface AppServices {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly product: { readonly version: string };
  readonly self: () => NodeReport;
  readonly recorder: Recorder;
  readonly intake: FrameIntake;
  readonly answers: Answers;
  readonly events: EventLog;
  readonly credentials: CredentialStore;
  readonly ledger: LedgerStore;
  readonly chats: ChatStore;
  readonly prices: PriceStore;
  readonly aiBudgets: AiBudgetStore;
  readonly authors: AuthorLog;
  readonly overview: ChatOverview;
  readonly chatAudit: Pick<ChatAudit, 'correct'>;
  /** Who watches and who talks, on all servers. */
  readonly activity: ChatActivities;
  readonly sha256: Sha256;
  readonly conflicts: ConflictLog;
  readonly documents: DocumentStore;
  /** Who is in a chat, and may touch what is said about it. */
  readonly members: Pick<ChatStore, 'member'>;
  readonly verification: LedgerVerification;
  readonly rules: RulesScanning;
  readonly payments: Payments;
  readonly sessions: UserSessions;
  /** Undefined where no identity provider is set up. */
  readonly identity: IdentityVerifier | undefined;
  /** Only under --dev. */
  readonly devIssuer: DevIssuer | undefined;
  readonly authenticator: Authenticator;
  readonly live: LiveHub;
  /** Shows a piece of a reply to those who follow its chat, on any server. */
  readonly showPiece: LiveChats['partial'];
  readonly database: () => DatabaseState;
  readonly openApi: () => Readonly<Record<string, unknown>>;
  /** Asks the database a small question. @throws {SoraError} `database-unavailable` */
  readonly pingDatabase: () => Promise<void>;
  /** Records something done on this server: its region and release are filled in. */
  readonly recordEvent: (event: Omit<NewEvent, 'region' | 'release'>) => Promise<void>;
}

export interface ChatActivities {
  /** The most watched first, then the most talkative. */
  busiest(tenant: string, limit: number): readonly ChatActivity[];
}

export interface Services extends AppServices {
  readonly doors: Doors;
  readonly limits: Limits;
  readonly hosts: () => HostPolicy;
  /** The tenants' own accounts. */
  readonly opened: OpenedAccounts;
}

/** Whose verdicts strangers see, and whose measurements the server's own are. */
export const publicTenant = 'main';

/** The tenant comes from the credential only. */
export function tenantOf(principal: Principal | undefined): string {
  if (principal === undefined) throw new SoraError('unauthenticated');
  return principal.tenant;
}

export function actorOf(principal: Principal | undefined): Actor {
  if (principal === undefined) throw new SoraError('unauthenticated');
  return principal.kind === 'user' ? { kind: 'user', id: principal.userId } : { kind: 'token', id: principal.id, name: principal.name };
}
