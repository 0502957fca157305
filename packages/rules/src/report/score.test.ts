import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRules } from '../language/parse-rules.ts';
import type { ProofQuestion } from '../proof/prover.ts';
import { settingsAtNoon, storageRules } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';
import { madeUpProver, verdictKinds } from '../testing/made-up-prover.ts';
import { reportOf } from './analyse-rules.ts';
import { type costs, passes, scoreOf } from './score.ts';

const findings = (...severities: readonly (keyof typeof costs)[]) => severities.map((severity) => ({ severity }));

test('100 less 40 for a critical finding, 15 for a high, 5 for a medium, 1 for a low one and 2 for an undecided protected access; never below 0 [SEC-4]', () => {
  expect([scoreOf([], 0), scoreOf(findings('critical', 'high', 'medium', 'low'), 1), scoreOf(findings('critical', 'critical', 'critical'), 0)]).toEqual([100, 37, 0]);
});

test('more than 90 passes, a critical finding never [SEC-4]', () => {
  expect([passes(91, []), passes(90, []), passes(95, findings('medium')), passes(95, findings('critical'))]).toEqual([true, false, true, false]);
});

const paths = ['/users/{uid}', '/user_profiles/{uid}', '/payments/{p}', '/chats/{c}', '/chats/{c}/messages/{m}', '/kyc_applications/{k}', '/payout_requests/{p}', '/posts/{p}', '/users/{u}/notes/{n}', '/{document=**}'];
const sources = [
  ...paths.map((path) => firestoreRules(`match ${path} { allow read: if request.auth != null; }`)),
  // Here other rules believe the users' own documents.
  firestoreRules("match /users/{uid} { allow write: if request.auth.uid == uid; } match /a/{b} { allow read: if get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin'; }"),
  ...['/users/{uid}/{file}', '/public/{file}', '/private/{file}', '/admin/{file}', '/{all=**}', '/songs/{song}'].map((path) => storageRules(`match ${path} { allow read; }`)),
];

test('whatever may happen more, to whomever, the score does not rise: answers move from denied to undecided to conditional to allowed [SEC-4]', { timeout: 120_000 }, () => {
  // Mostly denied: a score of 0 would hide the rest.
  const level = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) });
  fc.assert(fc.property(fc.constantFrom(...sources.keys()), fc.infiniteStream(level), fc.infiniteStream(level), (index, bases, raises) => {
    const ruleset = parseRules(sources[index] ?? '').ruleset;
    const levels = new Map<string, { readonly before: number; readonly after: number }>();
    const levelOf = ({ target, operation, principal, goal }: ProofQuestion) => {
      const key = [target.example, operation, principal.name, goal].join(' ');
      const known = levels.get(key) ?? { before: bases.next().value ?? 0, after: 0 };
      const drawn = levels.has(key) ? known : { before: known.before, after: Math.max(known.before, raises.next().value ?? 0) };
      levels.set(key, drawn);
      return drawn;
    };
    const scoreWith = (when: 'before' | 'after') => reportOf(madeUpProver(ruleset, (question) => {
      const plain = levelOf({ target: question.target, operation: question.operation, principal: question.principal });
      // With a goal besides no more is allowed than without.
      const own = levelOf(question);
      return verdictKinds[Math.min(plain[when], own[when])] ?? 'deny';
    }), { settings: settingsAtNoon }).score;
    expect(scoreWith('after')).toBeLessThanOrEqual(scoreWith('before'));
  }), { numRuns: 300, seed: 20_261_130 });
});
