import { expect, test } from 'vitest';
import type { Intent } from '../intents/intent.ts';
import { defaultIntents } from '../intents/defaults/index.ts';
import { parseRules } from '../language/parse-rules.ts';
import { targetsOf } from '../proof/target.ts';
import { storageRules } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';
import { intentOf } from './intent-of.ts';

function intentsIn(source: string, own: readonly Intent[] = []): readonly string[] {
  const { ruleset } = parseRules(source);
  return targetsOf(ruleset).map((target) => intentOf(target, own, ruleset.names).name);
}

const firestore = (path: string, own: readonly Intent[] = []) => intentsIn(firestoreRules(`match ${path} { allow get: if false; }`), own)[0];
const storage = (path: string) => intentsIn(storageRules(`match ${path} { allow get: if false; }`))[0];

test('the ten collections are known by name, wherever they lie and however they are spelt [SEC-6]', () => {
  const names = ['users', 'user_profiles', 'user_wallets', 'chats', 'transactions', 'payments', 'kyc_applications', 'admin_users', 'system_metrics', 'payout_requests'];
  expect(names.map((name) => firestore(`/${name}/{id}`))).toEqual(names);
  expect(names.map((name) => firestore(`/tenants/{tenant}/${name}/{id}`))).toEqual(names);
  expect(['/userWallets/{id}', '/{path=**}/payments/{id}', '/users/ada', '/users/{user=**}', '/chats/{chat}/messages/{m}', '/users/{u}/payments/{p}'].map((path) => firestore(path)))
    .toEqual(['user_wallets', 'payments', 'users', 'users', 'messages', 'payments']);
});

test('the four kinds of Storage path are known by their folders [SEC-7]', () => {
  const paths = ['/users/{uid}/{file}', '/public/{file=**}', '/private/{uid}/{file=**}', '/admin/{file}', '/users/{uid}/private/{file}', '/users/{uid}/public/{file}', '/songs/{song}', '/{uid}/{file}', '/{all=**}', '/{file}'];
  expect(paths.map(storage)).toEqual(['user-uploads', 'public-assets', 'private-files', 'admin-files', 'private-files', 'user-uploads', 'other-files', 'other-files', 'all-files', 'all-files']);
});

test('what has no name of its own is the user\'s below a user, everything at the root, and other documents elsewhere', () => {
  expect(['/users/{uid}/notes/{note}', '/users/{uid}/{list}/{id}', '/{document=**}', '/{collection}/{id}', '/posts/{post}', '/posts/{post}/{rest=**}', '/{path=**}/posts/{post}'].map((path) => firestore(path)))
    .toEqual(['below-a-user', 'users', 'all-documents', 'all-documents', 'other-documents', 'other-documents', 'other-documents']);
});

test('a collection whose rules read an address holds personal data; the address of the caller is none of its', () => {
  const intent = (condition: string) => intentsIn(firestoreRules(`function ofCaller() { return ${condition}; } match /posts/{post} { allow get: if ofCaller(); }`))[0];
  expect(['resource.data.email == request.auth.token.email', "request.resource.data['phone_number'] is string", "resource.data.get('Email', '') != ''", 'resource.data.customerEmail == request.auth.token.email', "request.auth.token.email == 'a@b.example'"].map(intent))
    .toEqual(['personal-documents', 'personal-documents', 'personal-documents', 'personal-documents', 'other-documents']);
});

test('the team\'s own word comes before the defaults, the more exact path before the wider', () => {
  const own = (path: string, name: string): Intent => ({ ...defaultIntents['other-documents'], name, paths: [path] });
  const both = [own('users/{user}', 'wide'), own('teams/{team}/users/{user}', 'exact')];
  expect([firestore('/users/{id}', both), firestore('/teams/{t}/users/{id}', both), firestore('/posts/{id}', both)]).toEqual(['wide', 'exact', 'other-documents']);
});
