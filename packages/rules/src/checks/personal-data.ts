import { foundBy } from '../analysis/found-of.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** E-mail addresses, phone numbers, papers, messages, payments. A record that is readable is readable whole: rules hide no field. */
export const personalData = {
  name: 'personal-data',
  question: 'Can somebody read data about people that is not their own?',
  severity: 'critical',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /users/{userId} {
      allow read: if request.auth != null;
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /users/{userId} {
      allow get: if request.auth.uid == userId;
    }
    match /user_profiles/{userId} {
      allow get: if request.auth != null;
    }
  }
}
`,
  find: (evidence) => foundBy('personal-data', evidence),
} as const satisfies RulesCheck;
