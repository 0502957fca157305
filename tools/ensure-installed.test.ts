import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from './lib/repository.ts';

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'sora install '));
  for (const path of ['tools/ensure-installed.mjs', 'tools/install']) cpSync(join(repositoryRoot, path), join(clone, path), { recursive: true });
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  mkdirSync(join(clone, 'programs'));
  npmDoes('sleep 0.2');
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** A small npm that writes down how it was called and what it was told, and brings a node that claims to be 24. */
function npmDoes(script: string): void {
  const bringNode = `mkdir -p node_modules/.bin; printf '#!/bin/sh\\necho v24.21.0\\n' > node_modules/.bin/node; chmod +x node_modules/.bin/node`;
  writeFileSync(join(clone, 'programs/npm'), `#!/bin/sh\necho "$* omit=$npm_config_omit env=$NODE_ENV" >> calls\nrm -rf node_modules\n${bringNode}\n${script}\n`);
  chmodSync(join(clone, 'programs/npm'), 0o755);
}

async function ensure(scope: string): Promise<{ readonly code: unknown; readonly said: string }> {
  const path = [join(clone, 'programs'), process.env['PATH']].join(delimiter);
  const child = spawn(process.execPath, ['tools/ensure-installed.mjs', scope], { cwd: clone, env: { ...process.env, PATH: path, NODE_ENV: 'production', npm_config_omit: 'dev' } });
  const [[code], out, err]: [unknown[], string, string] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code, said: out + err };
}

const calls = () => (existsSync(join(clone, 'calls')) ? readFileSync(join(clone, 'calls'), 'utf8').trim().split('\n') : []);

test('the first start installs what running needs, says why and how long it took, and the second says nothing', async () => {
  const first = await ensure('run');
  expect(first.said).toMatch(/^Installing what SORA needs to run \(npm ci\), because it is not installed yet\.\nInstalled in \d+\.\d s\.\n$/);
  expect(first.code).toBe(0);
  expect(calls()).toEqual([expect.stringMatching(/^ci --omit=dev --include=optional --loglevel=error /)]);
  expect(await ensure('run')).toEqual({ code: 0, said: '' });
  expect(calls()).toHaveLength(1);
});

test('tests install everything, whatever the user set npm and NODE_ENV to', async () => {
  await ensure('run');
  await ensure('all');
  expect(calls()[1]).toMatch(/^ci --include=dev --include=optional .* omit= env=$/);
  await ensure('run');
  expect(calls()).toHaveLength(2);
});

test('of starts at the same time one installs, and the others wait for it', async () => {
  const all = await Promise.all([ensure('run'), ensure('run'), ensure('run')]);
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(calls()).toHaveLength(1);
  expect(existsSync(join(clone, '.installing.lock'))).toBe(false);
});

test('the lock of a start that was killed is taken over', async () => {
  const killed = spawn(process.execPath, ['-e', '']);
  await once(killed, 'exit');
  writeFileSync(join(clone, '.installing.lock'), String(killed.pid));
  const both = await Promise.all([ensure('run'), ensure('run')]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(calls()).toHaveLength(1);
});

test('a failed installation is told in a sentence with a remedy, and tried again at the next start', async () => {
  npmDoes('echo "npm error code ENOTFOUND" >&2; exit 1');
  const failed = await ensure('run');
  expect(failed.code).toBe(1);
  expect(failed.said).toContain('Installing failed: the package registry cannot be reached.\nCheck the network');
  npmDoes('');
  expect(await ensure('run')).toMatchObject({ code: 0, said: expect.stringContaining('Installed in') });
});

test('a node_modules that npm left with another Node is refused', async () => {
  npmDoes(`printf '#!/bin/sh\\necho v20.1.0\\n' > node_modules/.bin/node`);
  const { code, said } = await ensure('run');
  expect(code).toBe(1);
  expect(said).toContain('would run on Node v20.1.0');
});

test('a scope that does not exist is refused', async () => {
  expect(await ensure('everything')).toMatchObject({ code: 1, said: expect.stringContaining('run|all') });
  expect(calls()).toEqual([]);
});
