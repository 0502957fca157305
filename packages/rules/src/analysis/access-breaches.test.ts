import { expect, test } from 'vitest';
import { parseRules } from '../language/parse-rules.ts';
import type { ProofQuestion } from '../proof/prover.ts';
import type { Verdict } from '../proof/verdict.ts';
import { reportOf } from '../report/analyse-rules.ts';
import { settingsAtNoon } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';
import { madeUpProver } from '../testing/made-up-prover.ts';

type Answers = Readonly<Record<string, Verdict['kind']>>;

/** A report on answers by `operation principal`; the rest is denied. */
function reportOn(path: string, answers: Answers, withGoal: Answers = answers) {
  const { ruleset } = parseRules(firestoreRules(`match ${path} { allow read, write: if false; }`));
  const kindOf = ({ operation, principal, goal }: ProofQuestion) => (goal === undefined ? answers : withGoal)[`${operation} ${principal.name}`] ?? 'deny';
  return reportOf(madeUpProver(ruleset, kindOf), { settings: settingsAtNoon });
}

function found(path: string, answers: Answers, withGoal?: Answers): readonly string[] {
  return reportOn(path, answers, withGoal).findings.map(({ severity, operation, principal }) => `${severity} ${operation ?? ''} ${principal ?? ''}`);
}

test('a way in that is open to five is one finding that names the weakest', () => {
  const open = Object.fromEntries(['anonymous', 'anonymous-auth', 'self-registered', 'stranger', 'other-owner'].map((name) => [`get ${name}`, 'allow' as const]));
  expect(found('/payments/{id}', open)).toEqual(['critical get anonymous']);
});

test('of one kind of access the gravest is named, not the weakest caller', () => {
  expect(found('/payments/{id}', { 'get anonymous': 'conditional', 'list stranger': 'allow' })).toEqual(['critical list stranger']);
});

test('reading, creating and changing are a finding each', () => {
  expect(found('/payments/{id}', { 'list stranger': 'allow', 'create stranger': 'allow', 'update stranger': 'allow', 'delete stranger': 'allow' }))
    .toEqual(['critical list stranger', 'critical create stranger', 'critical update stranger']);
});

test('what is meant is no finding, and owners of money still write none', () => {
  expect(found('/payments/{id}', { 'get owner': 'allow', 'list admin-by-claim': 'allow', 'get participant': 'allow' })).toEqual([]);
  expect(found('/payments/{id}', { 'update owner': 'allow' })).toEqual(['critical update owner']);
});

test('what needs facts is one step milder, and names them', () => {
  const { findings, score, pass } = reportOn('/payments/{id}', { 'get anonymous': 'conditional' });
  expect(findings).toMatchObject([{ severity: 'high', sentence: expect.stringContaining('where resource.data.isPublic == true') }]);
  expect([score, pass]).toEqual([85, false]);
});

test('admins who write money are a remark; moderators are between', () => {
  expect(found('/payments/{id}', { 'update admin-by-claim': 'allow' })).toEqual(['low update admin-by-claim']);
  expect(found('/payments/{id}', { 'update moderator': 'allow' })).toEqual(['high update moderator']);
});

test('a protected access that is undecided costs 2, once for its kind; one that is not protected nothing', () => {
  expect(reportOn('/payments/{id}', { 'get stranger': 'undecided', 'list anonymous': 'undecided' })).toMatchObject({ score: 98, undecided: { cells: 2, of: 55, protectedCells: 1 } });
  expect(reportOn('/posts/{id}', { 'get stranger': 'undecided', 'list anonymous': 'undecided' })).toMatchObject({ score: 100, undecided: { protectedCells: 0 } });
});

test('who creates a document that is their own is no stranger to it; without a session nobody owns one', () => {
  const own = { 'create stranger': 'allow', 'create anonymous': 'deny' } as const;
  expect([found('/payout_requests/{id}', own, {}), found('/payout_requests/{id}', own)]).toEqual([[], expect.arrayContaining(['critical create stranger'])]);
  expect(found('/posts/{id}', { 'create anonymous': 'allow' }, {})).toEqual(['high create anonymous']);
});

test('limits are tried on those who may: an owner who may change the status of their application', () => {
  const owner = { 'update owner': 'allow', 'create owner': 'allow' } as const;
  expect(found('/kyc_applications/{id}', owner, {})).toEqual([]);
  expect(found('/kyc_applications/{id}', owner, { 'update owner': 'allow' })).toEqual(['critical update owner']);
});
