import type { RulesCheck } from '../analysis/rules-check.ts';
import { version1Wildcards } from '../analysis/version-1-wildcards.ts';

/** Without a version line a file is of version 1, whose {name=**} stands for one segment or more, where version 2 has none or more. */
export const version1Wildcard = {
  name: 'version-1-wildcard',
  question: 'Do wildcards of version 1 cover something else than they seem to?',
  severity: 'low',
  bad: `service cloud.firestore {
  match /databases/{database}/documents {
    match /users/{userId}/{rest=**} {
      allow get: if request.auth.uid == userId;
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /users/{userId}/{rest=**} {
      allow get: if request.auth.uid == userId;
    }
  }
}
`,
  find: version1Wildcards,
} as const satisfies RulesCheck;
