import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../lib/repository.ts';
import { runOnHermes } from './run-tests.ts';

const canary = join(import.meta.dirname, 'canary.test.ts');
/** Libraries and modules of Node.js do not run there; so a test that needs one is not for the phone's engine. */
const isPortable = (file: string) => !/from '(node:|fast-check|playwright|react|@sora\/server|@sora\/node|\.\.\/\.\.\/\.\.\/)/.test(readFileSync(file, 'utf8'));

test('modern code runs on Hermes as it was written', async () => {
  expect(await runOnHermes([canary])).toMatchObject({ passed: 5, failed: 0 });
});

test('the canary dies when somebody lowers loosely', async () => {
  const loosely = (code: string) => ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES5, downlevelIteration: false, ignoreDeprecations: '6.0' } }).outputText;
  expect((await runOnHermes([canary], loosely)).failed).toBeGreaterThan(0);
});

test('the client’s own tests pass on the real Hermes engine [MOB-1] [MOB-2]', async () => {
  const all = globSync('packages/client/src/{outbox,drafts,crash,sync,metrics,session,live,chats,navigation}/**/*.test.ts', { cwd: repositoryRoot })
    // A fuzz run of seconds takes a minute on an interpreter of 2022.
    .filter((file) => !/\.(pg|web)\.test\.ts$|fuzz/.test(file))
    .map((file) => join(repositoryRoot, file));
  const { passed, failed, output } = await runOnHermes(all.filter(isPortable));
  expect([failed, output.includes('FAILED') ? output : '']).toEqual([0, '']);
  expect(passed).toBeGreaterThan(200);
}, 180_000);
