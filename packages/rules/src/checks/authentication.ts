import { foundBy } from '../analysis/found-of.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** A condition that looks at the data alone: whoever fills in the form well is let in. */
export const authentication = {
  name: 'authentication',
  question: 'Does a condition look at the data, and forget to ask who is there?',
  severity: 'critical',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /posts/{post} {
      allow read: if request.auth != null;
      allow update: if request.resource.data.title is string && request.resource.data.title.size() < 100;
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /posts/{post} {
      allow read: if request.auth != null;
      allow update: if resource.data.author == request.auth.uid && request.resource.data.title.size() < 100;
    }
  }
}
`,
  find: (evidence) => foundBy('authentication', evidence),
} as const satisfies RulesCheck;
