import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRules } from '../language/parse-rules.ts';
import { analyse, storageRules } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';

const conditions = [
  'true', 'false', 'request.auth != null', 'request.auth.uid == id', 'resource.data.owner == request.auth.uid', 'request.resource.data.owner == request.auth.uid', 'resource.data.isPublic == true',
  "request.auth.token.admin == true", "request.auth.token.email == 'ada@b.example'", "request.auth.token.email_verified == true", 'request.time < timestamp.date(2026, 2, 10)', 'request.auth.uid in resource.data.members',
];
const firestoreConditions = [...conditions, "get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin'", 'exists(/databases/$(database)/documents/admins/$(request.auth.uid))', "resource.data.email == request.auth.token.email"];
const operations = ['read', 'write', 'get', 'list', 'create', 'update', 'delete', 'read, write'];
const collections = ['users', 'payments', 'chats', 'admins', 'posts', 'kyc_applications', 'payout_requests', 'user_profiles'];
const folders = ['users', 'public', 'private', 'songs'];

const allow = (from: readonly string[]) => fc.tuple(fc.constantFrom(...operations), fc.constantFrom(...from)).map(([operation, condition]) => `allow ${operation}: if ${condition};`);
const match = (names: readonly string[], from: readonly string[]) => fc.tuple(fc.constantFrom(...names.map((name) => `/${name}/{id}`), '/{id=**}'), fc.array(allow(from), { maxLength: 3 }));

/** Matches with their allows, and one more allow for one of them. */
const files = fc.oneof(
  ...([[firestoreRules, collections, firestoreConditions], [storageRules, folders, conditions]] as const).map(([write, names, from]) => (
    fc.tuple(fc.uniqueArray(match(names, from), { minLength: 1, maxLength: 3, selector: ([path]) => path }), allow(from), fc.nat(), fc.nat()).map(([matches, extra, inMatch, at]) => {
      const text = (extraAt: number) => write(matches.map(([path, allows], index) => `match ${path} { ${(index === extraAt ? allows.toSpliced(at % (allows.length + 1), 0, extra) : allows).join(' ')} ${index === extraAt || allows.length > 0 ? '' : 'allow get: if false;'} }`).join('\n'));
      return { before: text(-1), after: text(inMatch % matches.length) };
    })
  )),
);

test('one more allow, wherever it stands, never raises the score [SEC-4]', { timeout: 240_000 }, () => {
  fc.assert(fc.property(files, ({ before, after }) => {
    expect([before, after].every((source) => parseRules(source).ruleset.compiles)).toBe(true);
    expect(analyse(after).score).toBeLessThanOrEqual(analyse(before).score);
  }), { numRuns: 40, seed: 20_261_130 });
});
