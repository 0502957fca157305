import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Sha256 } from '@sora/core';

/** Synchronous and the same everywhere, which the platforms' own are not. */
export const sha256: Sha256 = (text) => bytesToHex(hash(utf8ToBytes(text)));
