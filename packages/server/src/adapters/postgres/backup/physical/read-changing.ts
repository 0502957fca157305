import { type FileHandle, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const pieceBytes = 256 * 1024;
const zeros = Buffer.alloc(pieceBytes);

/**
 * Exactly so many bytes of a file that another process may lengthen or shorten meanwhile: what is beyond is not read, and what is missing
 * becomes zeros. The database's log, replayed at the restore, makes both right.
 */
export async function* readExactly(file: FileHandle, sizeBytes: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < sizeBytes;) {
    const wanted = Math.min(pieceBytes, sizeBytes - position);
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(wanted), position });
    yield bytesRead === 0 ? zeros.subarray(0, wanted) : buffer.subarray(0, bytesRead);
    position += bytesRead === 0 ? wanted : bytesRead;
  }
}

const mostReads = 100;

/** A small file that is written in place: read until two reads agree, so that none of them fell into a write. */
export async function readSettled(path: string): Promise<Uint8Array> {
  let last = await readFile(path);
  for (let reads = 1; reads < mostReads; reads += 1) {
    await sleep(5);
    const next = await readFile(path);
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error(`${path} changes all the time.`);
}
