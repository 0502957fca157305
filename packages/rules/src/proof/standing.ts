/** What the world may say about a caller: which of its places may hold their uid, and which of their powers are real. */
export interface Standing {
  /** A wildcard of the path may be the caller's uid. */
  readonly isNamedByPath: boolean;
  /** A field of the document, or of one it leads to, may hold the uid. */
  readonly isNamedByField: 'anywhere' | 'as-author' | 'nowhere';
  /** A list or map may hold the uid, and a document of a list such as `chats/c/members/uid` may be there. */
  readonly isListed: boolean;
  /** What the caller's own documents, such as `users/uid`, say: all that the rules ask for, only a moderator's words, or nothing that could not be written by the caller. */
  readonly ownDocuments: 'any' | 'moderator' | 'ordinary' | 'none';
  /** What custom claims, address and uid say. */
  readonly claims: 'any' | 'moderator' | 'none';
  /** The address was never verified, so the caller may have typed anybody's. */
  readonly choosesEmail: boolean;
}

const none: Standing = { isNamedByPath: false, isNamedByField: 'nowhere', isListed: false, ownDocuments: 'none', claims: 'none', choosesEmail: false };

export const standings = {
  nobody: none,
  unknown: none,
  selfRegistered: { ...none, choosesEmail: true },
  otherOwner: { ...none, ownDocuments: 'ordinary' },
  exParticipant: { ...none, ownDocuments: 'ordinary', isNamedByField: 'as-author' },
  participant: { ...none, ownDocuments: 'ordinary', isListed: true },
  owner: { ...none, ownDocuments: 'ordinary', isNamedByPath: true, isNamedByField: 'anywhere', isListed: true },
  moderator: { ...none, ownDocuments: 'moderator', claims: 'moderator' },
  adminByClaim: { ...none, ownDocuments: 'ordinary', claims: 'any' },
  adminByDocument: { ...none, ownDocuments: 'any' },
} as const satisfies Readonly<Record<string, Standing>>;
