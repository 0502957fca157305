import type { Sha256 } from '../kernel/sha256.ts';

/**
 * A toy, not SHA-256: 64 hexadecimal digits that look like a digest and are the same for the same text, without node: or a library. It is no
 * protection against anybody, so nothing outside of tests and simulations may use it.
 * @see "cyrb53" by bryc: two multiplying accumulators over the UTF-16 code units; here they are stretched to 256 bits
 */
export const toySha256: Sha256 = (text) => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  let digest = '';
  for (let word = 1; word <= 8; word++) {
    high = mixed(high ^ (low >>> 13), word);
    low = mixed(low ^ (high >>> 11), word);
    digest += ((high ^ low) >>> 0).toString(16).padStart(8, '0');
  }
  return digest;
};

function mixed(value: number, round: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b) + round;
  return Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
}
