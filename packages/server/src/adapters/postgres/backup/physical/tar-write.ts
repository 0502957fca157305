import { Header } from 'tar';

const blockBytes = 512;

/** One folder or file on its way into an archive. */
export interface TarEntry {
  readonly path: string;
  readonly type: 'Directory' | 'File';
  /** Bytes that `content` will give, exactly. */
  readonly sizeBytes: number;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * An archive as any `tar` reads it. tar's own packer is no help here: it takes a file that changes under it for an error,
 * and the files of a running database do.
 */
export async function* packTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    yield headerOf(entry);
    yield* entry.content;
    yield Buffer.alloc(padding(entry.sizeBytes));
  }
  yield Buffer.alloc(2 * blockBytes);
}

/** Zeros that fill up the last block. */
export function padding(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
}

export function textEntry(path: string, text: string): TarEntry {
  const bytes = Buffer.from(text);
  return { path, type: 'File', sizeBytes: bytes.length, content: [bytes] };
}

function headerOf({ path, type, sizeBytes }: TarEntry): Uint8Array {
  const header = new Header({ path, type, size: sizeBytes, mode: type === 'File' ? 0o600 : 0o700, mtime: new Date() });
  const needsMore = header.encode();
  if (needsMore || header.block === undefined) throw new Error(`"${path}" does not fit into a tar header.`);
  return header.block;
}
