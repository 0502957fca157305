import { Header } from 'tar';
import { damaged } from '../backup-refused-error.ts';
import { collect } from '../collect.ts';
import { padding } from './tar-write.ts';

const blockBytes = 512;

export interface ReadEntry {
  readonly path: string;
  readonly type: 'Directory' | 'File';
  readonly sizeBytes: number;
  /** To be read to its end before the next entry is asked for. */
  content(): AsyncGenerator<Uint8Array>;
}

/**
 * The entries of an archive that `packTar` made, one after the other, never more than a chunk of them in memory.
 * @throws {BackupRefusedError} SORA_BACKUP_DAMAGED
 */
export async function* unpackTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEntry> {
  const reader = readerOf(bytes);
  try {
    for (;;) {
      const block = Buffer.concat(await collect(reader.take(blockBytes)));
      const header = decode(block);
      if (header.nullBlock) break;
      const { path = '', size = 0, type, cksumValid } = header;
      if (!cksumValid || (type !== 'File' && type !== 'Directory')) throw damaged('a part of it is unreadable');
      yield { path, type, sizeBytes: size, content: () => reader.take(size) };
      await collect(reader.take(padding(size)));
    }
    // To the very end, where the checksum of the compression is.
    await reader.drain();
  } finally {
    await reader.close();
  }
}

/** The checksum is part of what is decoded, so that garbage may fail before it can be looked at. */
function decode(block: Buffer): Header {
  try {
    return new Header(block);
  } catch (cause) {
    throw damaged('a part of it is unreadable', cause);
  }
}

interface Reader {
  /** Exactly so many bytes, in pieces. */
  take(count: number): AsyncGenerator<Uint8Array>;
  drain(): Promise<void>;
  close(): Promise<void>;
}

function readerOf(bytes: AsyncIterable<Uint8Array>): Reader {
  const chunks = bytes[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  return {
    async *take(count) {
      for (let missing = count; missing > 0;) {
        if (rest.length === 0) {
          const next = await chunks.next();
          if (next.done === true) throw damaged('it ends too early');
          rest = next.value;
        }
        const piece = rest.subarray(0, missing);
        rest = rest.subarray(piece.length);
        missing -= piece.length;
        yield piece;
      }
    },
    async drain() {
      while ((await chunks.next()).done !== true) rest = new Uint8Array();
    },
    close: async () => { await chunks.return?.(); },
  };
}
