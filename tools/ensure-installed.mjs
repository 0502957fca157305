// Installs what `npm start` (run) or `npm test` (all) needs, when it is not there yet. Runs on the system's Node, which may be as old as 20,
// before anything is installed: plain JavaScript, nothing but Node's own modules.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decideInstall, explainInstallFailure, nodeProblem } from './install/decide-install.mjs';
import { withLock } from './install/lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Brings node_modules in step with the lock file. `scope` is "run" (what serving needs) or "all" (tests too). */
export async function ensureInstalled(folder, scope, say = console.log) {
  if ((await decision(folder, scope)).kind === 'nothing') return;
  // Beside node_modules, which npm ci empties.
  await withLock(join(folder, '.installing.lock'), () => say('Another start is installing; waiting for it.'), async () => {
    const todo = await decision(folder, scope);
    if (todo.kind === 'install') await install(folder, todo, say);
  });
}

async function decision(folder, scope) {
  const [lock, note] = await Promise.all([readFile(join(folder, 'package-lock.json'), 'utf8'), readFile(noteFile(folder), 'utf8').catch(() => undefined)]);
  return decideInstall({ lock, note, scope });
}

async function install(folder, { scope, reason, note }, say) {
  const startedAtMs = performance.now();
  say(`Installing ${scope === 'run' ? 'what SORA needs to run' : 'everything, tests included'} (npm ci), because ${reason}.`);
  // An interrupted installation must not pass for a whole one.
  await rm(noteFile(folder), { force: true });
  const { code, output } = await run(folder, scope);
  if (code !== 0) throw new Error(explainInstallFailure(output));
  await mkdir(dirname(noteFile(folder)), { recursive: true });
  await writeFile(`${noteFile(folder)}.unfinished`, note);
  await rename(`${noteFile(folder)}.unfinished`, noteFile(folder));
  say(`Installed in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s.`);
}

/** Every choice that the user's npm settings could change is made here: omit, include, scripts. */
function run(folder, scope) {
  const which = scope === 'run' ? ['--omit=dev'] : ['--include=dev'];
  const args = ['ci', ...which, '--include=optional', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  // npm hands its settings down to its scripts as variables; those of the npm that runs us must not choose for the one below.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_config_(omit|include|only|production|global|prefix|workspace|workspaces)|NODE_ENV)$/i.test(name));
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: folder, env: Object.fromEntries(inherited), stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    const keep = (chunk) => { output = (output + chunk).slice(-16_000); };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Inside node_modules, so that whoever deletes that folder deletes the note with it. */
function noteFile(folder) {
  return join(folder, 'node_modules', '.sora-installed');
}

/** @throws {Error} when npm scripts would run on a Node that cannot run SORA */
export async function checkNode(folder) {
  const bundled = join(folder, 'node_modules', '.bin', 'node');
  const found = existsSync(bundled) ? await versionOf(bundled) : process.version;
  const problem = nodeProblem({ found, bundled: existsSync(bundled), expectsBundled: existsSync(join(folder, 'node_modules', `node-${process.platform}-${process.arch}`)) });
  if (problem !== undefined) throw new Error(problem);
}

function versionOf(program) {
  return new Promise((resolve) => {
    const child = spawn(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.on('error', () => resolve('that cannot be run'));
    child.on('close', () => resolve(output.trim() || 'that cannot be run'));
  });
}

async function main(scope) {
  if (scope !== 'run' && scope !== 'all') throw new Error('Usage: node tools/ensure-installed.mjs run|all');
  await ensureInstalled(root, scope);
  await checkNode(root);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv[2]).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
