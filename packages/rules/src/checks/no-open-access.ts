import { foundBy } from '../analysis/found-of.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** Test mode, and the "true" that replaces its date. Scanners on the internet try the well-known collection names day and night. */
export const noOpenAccess = {
  name: 'no-open-access',
  question: 'Can anyone read or write without being asked for anything?',
  severity: 'critical',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /posts/{post} {
      allow read: if request.auth != null;
      allow write: if true;
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /posts/{post} {
      allow read: if request.auth != null;
      allow create: if request.resource.data.author == request.auth.uid;
      allow update: if resource.data.author == request.auth.uid && request.resource.data.author == request.auth.uid;
      allow delete: if resource.data.author == request.auth.uid;
    }
  }
}
`,
  find: (evidence) => foundBy('no-open-access', evidence),
} as const satisfies RulesCheck;
