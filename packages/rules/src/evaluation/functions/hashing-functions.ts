import { crc32 } from '../hashes/crc32.ts';
import { md5 } from '../hashes/md5.ts';
import { sha256 } from '../hashes/sha256.ts';
import { mismatch, type Value } from '../values/value.ts';
import type { NamespaceFunction, NamespaceFunctions } from './namespace-function.ts';

/** Of bytes or of a string as UTF-8. @see https://firebase.google.com/docs/reference/rules/rules.hashing */
export const hashingFunctions: NamespaceFunctions = {
  crc32: hashing((bytes) => crc32(bytes, 'crc32')),
  crc32c: hashing((bytes) => crc32(bytes, 'crc32c')),
  md5: hashing(md5),
  sha256: hashing(sha256),
};

function hashing(hash: (bytes: Uint8Array) => Uint8Array): NamespaceFunction {
  return {
    takes: ['any'],
    run([value]) {
      const bytes = value === undefined ? undefined : bytesOf(value);
      return bytes === undefined ? mismatch('Hashing', value ?? { kind: 'null' }) : { kind: 'bytes', value: hash(bytes) };
    },
  };
}

function bytesOf(value: Value): Uint8Array | undefined {
  if (value.kind === 'bytes') return value.value;
  return value.kind === 'string' ? new TextEncoder().encode(value.value) : undefined;
}
