import { foundBy } from '../analysis/found-of.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** Power comes from somewhere: a claim, an address, a document. Who can write the document, or type the address, has the power. */
export const adminRole = {
  name: 'admin-role',
  question: 'Can somebody give themselves a role that the rules believe?',
  severity: 'critical',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /users/{userId} {
      allow read, write: if request.auth.uid == userId;
    }
    match /payments/{payment} {
      allow read: if get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin';
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /users/{userId} {
      allow read: if request.auth.uid == userId;
      allow create: if request.auth.uid == userId && request.resource.data.keys().hasOnly(['name', 'email']);
      allow update: if request.auth.uid == userId && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['name', 'email']);
    }
    match /payments/{payment} {
      allow read: if get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin';
    }
  }
}
`,
  find: (evidence) => foundBy('admin-role', evidence),
} as const satisfies RulesCheck;
