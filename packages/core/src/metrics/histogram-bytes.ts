import { SoraError } from '../kernel/sora-error.ts';

/** Nine groups of seven bits: more than any count, and where a reader stops believing. */
const maxVarintBytes = 9;

/** The refusal of bytes that no encoder of ours wrote. */
export function malformedHistogram(what: string, cause?: unknown): SoraError {
  return new SoraError('malformed-body', { detail: `This is not an encoded histogram: ${what}.`, cause });
}

/** Appends to a growing buffer. */
export class ByteWriter {
  #bytes = new Uint8Array(512);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow();
    this.#bytes[this.#length++] = value;
  }

  /** A whole number below 2^63, seven bits a byte, least first. By division, not by shifts: counts exceed 32 bits. */
  varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 128);
    this.byte(rest);
  }

  float64(value: number): void {
    while (this.#length + 8 > this.#bytes.length) this.#grow();
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length * 2);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Every read throws `malformed-body` where the bytes end too early. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw malformedHistogram('it ends too early');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let group = 0; group < maxVarintBytes; group++) {
      const byte = this.byte();
      value += (byte & 127) * 128 ** group;
      if (byte < 128) return value;
    }
    throw malformedHistogram('a number does not end');
  }

  float64(): number {
    if (this.remaining < 8) throw malformedHistogram('it ends too early');
    const value = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, 8).getFloat64(0, true);
    this.#at += 8;
    return value;
  }
}
