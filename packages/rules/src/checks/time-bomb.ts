import type { RulesCheck } from '../analysis/rules-check.ts';
import { timeLimits } from '../analysis/time-limits.ts';

/** Test mode ends by a date. On that day every request is denied, and the usual answer to it is "true". */
export const timeBomb = {
  name: 'time-bomb',
  question: 'Does what the rules allow change by itself on some day?',
  severity: 'medium',
  bad: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /news/{item} {
      allow get: if request.auth != null && request.time < timestamp.date(2026, 2, 14);
    }
  }
}
`,
  good: `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /news/{item} {
      allow get: if request.auth != null && request.time < resource.data.endsAt;
    }
  }
}
`,
  find: timeLimits,
} as const satisfies RulesCheck;
