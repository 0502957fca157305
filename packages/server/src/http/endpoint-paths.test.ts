import { expect, test } from 'vitest';
import { methodsByPath, parametersOf, pathsOf } from './endpoint-paths.ts';

test('an endpoint answers on its name and its aliases', () => {
  expect(pathsOf({ name: 'getWallet', aliases: ['/v1/wallets/:userId'] })).toEqual(['/getWallet', '/v1/wallets/:userId']);
  expect(pathsOf({ name: 'healthz' })).toEqual(['/healthz']);
});

test('parameters are found in their order', () => {
  expect(parametersOf('/v1/wallets/:userId/holds/:holdKey/post')).toEqual(['userId', 'holdKey']);
  expect(parametersOf('/openapi.json')).toEqual([]);
});

test('a path takes the methods of all who share it', () => {
  const methods = methodsByPath([
    { name: 'list', aliases: ['/v1/things'], methods: ['GET'] },
    { name: 'add', aliases: ['/v1/things'], methods: ['POST'] },
  ]);
  expect([...methods]).toEqual([['/list', ['GET']], ['/v1/things', ['GET', 'POST']], ['/add', ['POST']]]);
});
