import type { Random } from '../../kernel/random.ts';

/**
 * A UUID of version 7: 48 bits of time, then a counter in place of the first random bits so that ids made within a millisecond keep their order.
 * @see RFC 9562, section 6.2, method 1
 */
export function timeOrderedIds(random: Random): (nowMs: number) => string {
  let count = 0;
  return (nowMs) => {
    const time = hex(nowMs, 12);
    count = (count + 1) % 0x1000;
    const tail = `${(8 + Math.floor(random.next() * 4)).toString(16)}${hex(Math.floor(random.next() * 0x1000), 3)}-${hex(Math.floor(random.next() * 2 ** 48), 12)}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${tail}`;
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
