/** Conditions in the language of the rules that default intents are made of. */

/** Fields by which applications give power or worth to a user. */
export const grantedFields = ['role', 'roles', 'admin', 'isAdmin', 'permissions', 'balance', 'credits', 'verified', 'isVerified'] as const;

/** Fields that hold what a person would not tell strangers. */
export const personalFields = ['email', 'emailAddress', 'phone', 'phoneNumber', 'address', 'birthDate', 'dateOfBirth', 'ssn', 'passport', 'iban', 'password'] as const;

/** Fields that list who is in a chat. */
export const memberFields = ['participants', 'participantIds', 'members', 'memberIds', 'users', 'userIds'] as const;

/** What a reviewer says, not the one who asks. */
export const finalStates = ['approved', 'verified', 'accepted', 'completed', 'processed', 'paid'] as const;

/** One condition a field: each is a small question, all in one would be a large one. */
export function changesAny(fields: readonly string[]): readonly string[] {
  return fields.map((field) => `request.resource.data.get('${field}', null) != resource.data.get('${field}', null)`);
}

export function holdsAny(fields: readonly string[]): readonly string[] {
  return fields.map((field) => `'${field}' in request.resource.data`);
}

/** The new document gives its writer power or worth. An ordinary role or an empty balance is no gift. */
export const beginsWithPower = [
  "request.resource.data.get('role', null) in ['admin', 'administrator', 'superadmin', 'moderator', 'owner', 'staff']",
  ...['admin', 'isAdmin', 'verified', 'isVerified'].map((field) => `request.resource.data.get('${field}', null) == true`),
  ...['balance', 'credits'].map((field) => `request.resource.data.get('${field}', 0) > 0`),
];

/** No field of the new document holds the caller's uid: it is nobody's, or somebody else's. */
export const namesCallerNowhere = '!(request.auth.uid in request.resource.data.values())';

export const setsState = [`request.resource.data.get('status', null) in [${finalStates.map((state) => `'${state}'`).join(', ')}]`];
