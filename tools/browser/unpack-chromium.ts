import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

export interface UnpackedChromium {
  readonly executablePath: string;
  /** What the process needs in its environment: libraries that a bare image lacks. */
  readonly env: Readonly<Record<string, string>>;
}

const unpackTimeoutMs = 120_000;

/**
 * The Chromium of the npm package, unpacked once per version and user (1.6 s, 209 MB).
 * The package's own unpacking takes whatever lies in the shared temporary folder, also another version's binary;
 * this folder carries the version in its name and appears by one rename, complete or not at all.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const packageFile = createRequire(import.meta.url).resolve('@sparticuz/chromium').replace(/build[\\/]index\.js$/, 'package.json');
  const version: unknown = createRequire(import.meta.url)(packageFile).version;
  const folder = join(tmpdir(), `sora-chromium-${String(version)}-${userInfo().uid}`);
  if (!existsSync(folder)) await unpackInto(folder, join(dirname(packageFile), 'bin'));
  return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}

async function unpackInto(folder: string, bin: string): Promise<void> {
  const partial = mkdtempSync(`${folder}.`);
  const libraries = join(partial, 'al2023');
  mkdirSync(libraries);
  try {
    await Promise.all([
      decompress(join(bin, 'chromium.br'), join(partial, 'chromium'), 0o755),
      decompress(join(bin, 'al2023.tar.br'), `${libraries}.tar`, 0o644),
    ]);
    await untar(`${libraries}.tar`, libraries);
    moveUnlessThere(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function decompress(from: string, to: string, mode: number): Promise<void> {
  const signal = AbortSignal.timeout(unpackTimeoutMs);
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }), { signal });
}

/** Another process may have been first; its copy is as good. */
function moveUnlessThere(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** From a file: through a pipe, tar may end before it has read the padding, and the writer calls that an error. */
async function untar(archive: string, target: string): Promise<void> {
  await promisify(execFile)('tar', ['-x', '-f', archive, '-C', target], { timeout: unpackTimeoutMs });
  rmSync(archive);
}
