// Builds the dashboard when its sources changed since the last build; else says so in a few milliseconds.
// Plain JavaScript with node: imports only, so that `npm start` may run it before anything else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { argv, env, execPath, exit, pid } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const dashboard = join(root, 'apps/dashboard');
const dist = join(dashboard, 'dist');
const noteName = 'built.json';
const budgetBytes = 150_000;

// The page is bundled from core's sources too.
const sources = ['apps/dashboard/src', 'apps/dashboard/public', 'apps/dashboard/index.html', 'apps/dashboard/vite.config.ts', 'packages/core/src', 'packages/core/package.json', 'package-lock.json'];

/**
 * Makes sure that `apps/dashboard/dist` is what the sources say.
 * @returns {{ built: boolean, jsGzipBytes: number }} gzip size of all JavaScript
 * @throws {Error} when vite fails or the page outgrew its budget; the last good build stays in place
 */
export function buildDashboard() {
  const hash = hashSources();
  const note = readNote();
  if (note?.hash === hash) return { built: false, jsGzipBytes: note.jsGzipBytes };
  const fresh = `${dist}.${pid}`;
  try {
    runVite(fresh);
    const jsGzipBytes = jsGzipSize(fresh);
    if (jsGzipBytes > budgetBytes) throw new Error(`The dashboard's JavaScript is ${kilobytes(jsGzipBytes)} with gzip; its budget is ${kilobytes(budgetBytes)}.`);
    writeFileSync(join(fresh, noteName), JSON.stringify({ hash, jsGzipBytes }));
    replace(dist, fresh);
    return { built: true, jsGzipBytes };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function hashSources() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(join(root, source)))) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Tests are not part of the page. */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(path).toSorted().flatMap((name) => filesOf(join(path, name)));
}

function readNote() {
  try {
    return JSON.parse(readFileSync(join(dist, noteName), 'utf8'));
  } catch {
    return undefined;
  }
}

/** A test runner sets NODE_ENV to `test`, and React would come in its development build, half as large again. */
function runVite(outDir) {
  const vite = join(dirname(createRequire(join(dashboard, 'package.json')).resolve('vite/package.json')), 'bin/vite.js');
  const { status, stdout, stderr } = spawnSync(execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], { cwd: dashboard, encoding: 'utf8', timeout: 120_000, env: { ...env, NODE_ENV: 'production' } });
  if (status !== 0) throw new Error(`vite could not build the dashboard:\n${stdout}${stderr}`);
}

function jsGzipSize(folder) {
  const scripts = filesOf(folder).filter((file) => file.endsWith('.js'));
  return scripts.reduce((bytes, file) => bytes + gzipSync(readFileSync(file)).length, 0);
}

/** Two renames, so that a server that reads meanwhile finds one build or the other. */
function replace(target, fresh) {
  const old = `${fresh}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

function main() {
  try {
    const startedAtMs = Date.now();
    const { built, jsGzipBytes } = buildDashboard();
    if (built) console.log(`Dashboard built in ${((Date.now() - startedAtMs) / 1_000).toFixed(1)} s: ${kilobytes(jsGzipBytes)} of JavaScript with gzip, of ${kilobytes(budgetBytes)} allowed.`);
  } catch (error) {
    console.error(error.message);
    exit(1);
  }
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) main();
