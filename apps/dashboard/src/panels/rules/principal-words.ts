/** A kind of caller: as the head of a column, and in words. */
export interface PrincipalWords {
  readonly head: string;
  readonly words: string;
}

/** In the order of the matrix: from nobody to the mightiest. The words are those of `@sora/rules`, which this page does not load. */
export const principalWords: Readonly<Record<string, PrincipalWords>> = {
  'anonymous': { head: 'Nobody', words: 'anyone, without a session' },
  'anonymous-auth': { head: 'Anon.', words: 'anyone, signed in anonymously' },
  'self-registered': { head: 'Regist.', words: 'anyone who registered, with an e-mail address that is not verified' },
  'stranger': { head: 'Stranger', words: 'a user with a verified e-mail address whom the documents do not know' },
  'other-owner': { head: 'Other', words: 'a user whose documents are others than this one' },
  'ex-participant': { head: 'Former', words: 'a user who is on no list any more, and whose old entries are still there' },
  'participant': { head: 'Partic.', words: 'a user whom the document or those around it list, without owning it' },
  'owner': { head: 'Owner', words: 'the user to whom the document belongs' },
  'moderator': { head: 'Moder.', words: 'a user whose claims or documents say moderator' },
  'admin-by-claim': { head: 'Adm. claim', words: 'a user with the claims, the address or the uid that the rules ask for' },
  'admin-by-document': { head: 'Adm. doc.', words: 'a user whose own documents say what the rules ask for' },
};

export function wordsOf(principal: string): PrincipalWords {
  return principalWords[principal] ?? { head: principal, words: principal };
}
