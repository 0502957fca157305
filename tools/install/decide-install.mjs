// What to install, and what to say: no files and no processes here, so that each answer has its test.

/**
 * Compares the lock file with the note that the last installation left: its first line the scope, then the lock file it was made from.
 * An installation of everything also serves to run.
 */
export function decideInstall({ lock, note, scope }) {
  const [installedScope, installedLock] = split(note);
  const enough = installedScope === 'all' || installedScope === scope;
  if (enough && installedLock === lock) return { kind: 'nothing' };
  const reason = note === undefined ? 'it is not installed yet' : installedLock !== lock ? 'package-lock.json has changed' : 'tests need more than running does';
  // Whoever has everything keeps it when the lock file changes.
  const wanted = installedScope === 'all' ? 'all' : scope;
  return { kind: 'install', scope: wanted, reason, note: `${wanted}\n${lock}` };
}

function split(note) {
  const end = note?.indexOf('\n') ?? -1;
  return end < 0 ? [undefined, undefined] : [note.slice(0, end), note.slice(end + 1)];
}

const failures = [
  [/ENOSPC|EDQUOT|no space left/i, 'there is no space left on the disk', 'Free about 1 GB and start again.'],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i, 'the package registry cannot be reached', 'Check the network and the settings "registry" and "proxy" (npm config list), and start again.'],
  [/EACCES|EPERM|EROFS|permission denied/i, 'npm may not write here', 'Give this account the folder (chown), or clone it where it may write.'],
  [/EUSAGE|can only install packages when/i, 'package.json and package-lock.json do not belong together', 'Run "git checkout package.json package-lock.json", or "npm install" after a change of dependencies.'],
  [/EINTEGRITY/, 'a package is not the one that the lock file names', 'Run "npm cache clean --force" and start again; if it stays so, do not trust that registry.'],
  [/spawn npm ENOENT|npm: not found/, 'npm is not there', 'Install Node with npm, then start again.'],
];

/** A sentence, the remedy, and the last lines of what npm said. */
export function explainInstallFailure(output) {
  const [, what, remedy] = failures.find(([pattern]) => pattern.test(output)) ?? [undefined, 'npm gave up', 'Its last lines are above; "npm ci" by hand says more.'];
  const lines = output.trim().split('\n').slice(-8).map((line) => `  | ${line}`);
  return [...lines, `Installing failed: ${what}.`, remedy].join('\n');
}

const bundledMajor = 24;
const oldest = [22, 18];

/** What is wrong with the Node that npm scripts will run on; undefined when it will do. */
export function nodeProblem({ found, bundled, expectsBundled }) {
  const [major = 0, minor = 0] = found.replace(/^v/, '').split('.').map(Number);
  if (bundled && major !== bundledMajor) return `npm scripts would run on Node ${found} instead of the ${bundledMajor} that comes with SORA.\nDelete node_modules and start again; if it stays so, install Node ${bundledMajor} yourself.`;
  if (!bundled && expectsBundled) return `npm left out the links of node_modules/.bin, so that Node ${bundledMajor} is not found.\nRun "npm config delete bin-links", delete node_modules, and start again.`;
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `SORA needs Node ${oldest.join('.')} or later, and this is ${found}; there is none to bring along for ${process.platform}-${process.arch}.\nInstall Node ${bundledMajor} and start again.`;
}
