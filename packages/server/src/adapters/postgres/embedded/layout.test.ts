import { expect, test } from 'vitest';
import { decideLayout } from './layout.ts';

const facts = { dataDir: '/home/ada/my app/.sora', runsAsRoot: false, rootHome: '/var/lib/sora' };

test('an ordinary user has the cluster inside the data folder', () => {
  expect(decideLayout(facts)).toMatchObject({ home: facts.dataDir, clusterDir: '/home/ada/my app/.sora/postgres', apart: false });
});

test('root has the cluster below the place for it, while password, note and lock stay in the data folder', () => {
  const layout = decideLayout({ ...facts, runsAsRoot: true });
  expect(layout.clusterDir).toMatch(/^\/var\/lib\/sora\/[0-9a-f]{16}\/postgres$/);
  expect(layout.logFile.startsWith(layout.home)).toBe(true);
  expect([layout.passwordFile, layout.noteFile, layout.lockFile].every((file) => file.startsWith(facts.dataDir))).toBe(true);
});

test('two data folders of root never share a cluster', () => {
  const home = (dataDir: string) => decideLayout({ ...facts, runsAsRoot: true, dataDir }).home;
  expect(home('/srv/a')).not.toBe(home('/srv/b'));
});
