import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const retryMs = 100;
// The work under `takeOver` is a few file operations; whoever holds it longer was killed there.
const takeOverMs = 5_000;
// Installing takes half a minute. After this long the process id belongs to a stranger, as after a restart of the machine.
const longestMs = 15 * 60_000;

/** Runs the work while nobody else does. The lock names its process, and passes on when that process is gone. */
export async function withLock(file, onWait, work) {
  for (let waited = false; !(await take(file)); waited = true) {
    if (!waited) onWait();
    if (await isStale(file)) await takeOver(file);
    await sleep(retryMs);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file) {
  return writeFile(file, String(process.pid), { flag: 'wx' }).then(() => true, (error) => {
    if (error.code === 'EEXIST') return false;
    throw new Error(`Installing failed: npm may not write here (${error.code}, ${file}).\nGive this account the folder (chown), or clone it where it may write.`);
  });
}

/** Looked at again alone, so that two who wait cannot both remove it, the second one the new lock of the first. */
async function takeOver(file) {
  const guard = `${file}.take-over`;
  const alone = await writeFile(guard, '', { flag: 'wx' }).then(() => true, () => false);
  if (!alone) return (await ageMs(guard)) > takeOverMs ? rm(guard, { force: true }) : undefined;
  if (await isStale(file)) await rm(file, { force: true });
  return rm(guard, { force: true });
}

async function isStale(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  // Empty for the moment between making and writing it.
  if (text === '') return (await ageMs(file)) > takeOverMs;
  return !isAlive(Number(text)) || (await ageMs(file)) > longestMs;
}

async function ageMs(file) {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
