import { foundBy } from '../analysis/found-of.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** Where anybody can register, "signed in" means everybody. */
export const ownership = {
  name: 'ownership',
  question: 'Can a user write, or read, what belongs to another?',
  severity: 'critical',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /user_wallets/{userId} {
      allow read: if request.auth.uid == userId;
      allow write: if request.auth != null;
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /user_wallets/{userId} {
      allow read: if request.auth.uid == userId;
      allow write: if false;
    }
  }
}
`,
  find: (evidence) => foundBy('ownership', evidence),
} as const satisfies RulesCheck;
