import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createBrotliDecompress } from 'node:zlib';
const unpackTimeoutMs = 120_000;
/**
 * The Chromium of the npm package, unpacked once per version and user (1.6 s, 209 MB).
 * The package's own unpacking takes whatever lies in the shared temporary folder, also another version's binary;
 * this folder carries the version in its name and appears by one rename, complete or not at all.
 */
export async function unpackChromium() {
    const packageFile = createRequire(import.meta.url).resolve('@sparticuz/chromium').replace(/build[\\/]index\.js$/, 'package.json');
    const version = createRequire(import.meta.url)(packageFile).version;
    const folder = join(tmpdir(), `sora-chromium-${String(version)}-${userInfo().uid}`);
    if (!existsSync(folder))
        await unpackInto(folder, join(dirname(packageFile), 'bin'));
    return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}
async function unpackInto(folder, bin) {
    const partial = `${folder}.${process.pid}`;
    const signal = AbortSignal.timeout(unpackTimeoutMs);
    mkdirSync(join(partial, 'al2023'), { recursive: true });
    try {
        await Promise.all([
            pipeline(createReadStream(join(bin, 'chromium.br')), createBrotliDecompress(), createWriteStream(join(partial, 'chromium'), { mode: 0o755 }), { signal }),
            untar(join(bin, 'al2023.tar.br'), join(partial, 'al2023'), signal),
        ]);
        moveUnlessThere(partial, folder);
    }
    finally {
        rmSync(partial, { recursive: true, force: true });
    }
}
/** Another process may have been first; its copy is as good. */
function moveUnlessThere(partial, folder) {
    try {
        renameSync(partial, folder);
    }
    catch (error) {
        if (!existsSync(folder))
            throw error;
    }
}
async function untar(archive, target, signal) {
    const tar = spawn('tar', ['-x', '-C', target], { stdio: ['pipe', 'ignore', 'inherit'], signal });
    const ended = once(tar, 'close');
    await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin, { signal });
    const [status] = await ended;
    if (status !== 0)
        throw new Error(`tar ended with ${String(status)} on ${archive}.`);
}
//# sourceMappingURL=unpack-chromium.js.map