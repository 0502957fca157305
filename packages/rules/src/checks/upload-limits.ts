import { foundBy } from '../analysis/found-of.ts';
import type { RulesCheck } from '../analysis/rules-check.ts';

/** Storage is paid by the gigabyte, and shows what was uploaded under the app's own address. */
export const uploadLimits = {
  name: 'upload-limits',
  question: 'Do uploads have a size and a type?',
  severity: 'medium',
  bad: `rules_version = '2';
service firebase.storage {
  match /b/{bucket}/o {
    match /users/{userId}/{file} {
      allow read, write: if request.auth.uid == userId;
    }
  }
}
`,
  good: `rules_version = '2';
service firebase.storage {
  match /b/{bucket}/o {
    match /users/{userId}/{file} {
      allow read, delete: if request.auth.uid == userId;
      allow create: if request.auth.uid == userId && request.resource.size < 5 * 1024 * 1024 && request.resource.contentType in ['image/png', 'image/jpeg'];
    }
  }
}
`,
  find: (evidence) => foundBy('upload-limits', evidence),
} as const satisfies RulesCheck;
