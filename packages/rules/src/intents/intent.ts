import type { Operation } from '../evaluation/decide.ts';
import type { ServiceName } from '../language/names/language-names.ts';
import type { PrincipalName } from '../proof/principal.ts';
import type { Severity } from '../report/report.ts';

/** What a team means one kind of path to allow. A difference from it is a finding. Plain data, so that a file can say it too. */
export interface Intent {
  readonly name: string;
  /** What lies there, such as "the record of a user"; empty when that is not known. */
  readonly holds: string;
  readonly service: ServiceName;
  /**
   * Firestore: the end of a path below the root, such as `chats/{chat}/messages/{message}`, wherever it lies.
   * Storage: names that follow one another somewhere in it. Names are compared without regard to case, `_` and `-`.
   */
  readonly paths: readonly string[];
  readonly may: Readonly<Record<Operation, readonly Audience[]>>;
  /** How bad it is when somebody else may. Admins who may are a `low` remark: a stolen session of theirs may, too. */
  readonly harm: Readonly<Record<Operation, Severity>>;
  /** Where no session at all is needed; without an entry as bad as `harm`. */
  readonly harmByAnyone?: Partial<Readonly<Record<Operation, Severity>>>;
  /** Data about a person: reading it is the business of the check `personal-data`. */
  readonly isPersonal: boolean;
  /** What those who may do something may not do with it. */
  readonly limits: readonly Limit[];
}

/** Whom an operation is for. */
export type Audience = 'anyone' | 'signed-in' | 'participant' | 'owner' | 'moderator' | 'admin';

/** Something that may not happen although the operation as such is intended. */
export interface Limit {
  readonly name: string;
  readonly check: 'admin-role' | 'ownership' | 'personal-data' | 'upload-limits';
  readonly severity: Severity;
  /** Each of them is tried. */
  readonly by: readonly PrincipalName[];
  /** Only what the owner can do to the document that is named after them: others in the same list may be theirs to manage. */
  readonly isAboutOwnDocument?: boolean;
  /** By operation, conditions in the language of the rules, any of which holds when it happens. */
  readonly when: Partial<Readonly<Record<Operation, readonly string[]>>>;
  /** Finishes "… can". */
  readonly words: string;
  /** What to write into the condition. */
  readonly fix: string;
}

const signedIn: readonly PrincipalName[] = ['anonymous-auth', 'self-registered', 'stranger', 'other-owner', 'ex-participant', 'participant', 'owner', 'moderator', 'admin-by-claim', 'admin-by-document'];

/** An owner is in the lists of the document too; who left it still owns what they wrote. */
const members: Readonly<Record<Audience, readonly PrincipalName[]>> = {
  anyone: ['anonymous', ...signedIn],
  'signed-in': signedIn,
  participant: ['participant', 'owner'],
  owner: ['owner', 'ex-participant'],
  moderator: ['moderator'],
  admin: ['admin-by-claim', 'admin-by-document'],
};

export const audiences = ['anyone', 'signed-in', 'participant', 'owner', 'moderator', 'admin'] as const satisfies readonly Audience[];

export function isMeantFor(audience: readonly Audience[], principal: PrincipalName): boolean {
  return audience.some((each) => members[each].includes(principal));
}
