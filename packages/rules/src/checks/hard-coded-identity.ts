import { hardCodedIdentities } from '../analysis/hard-coded-identities.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** A person who leaves keeps the power until the next deploy, and everybody who reads the file knows whose account to steal. */
export const hardCodedIdentity = {
  name: 'hard-coded-identity',
  question: 'Does the file name persons, by uid or address?',
  severity: 'low',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /news/{item} {
      allow get: if request.auth != null;
      allow write: if request.auth.uid == 'k3J9sLq0XyT2';
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /news/{item} {
      allow get: if request.auth != null;
      allow write: if request.auth.token.admin == true;
    }
  }
}
`,
  find: hardCodedIdentities,
} as const satisfies RulesCheck;
