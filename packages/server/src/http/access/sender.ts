import { isIPv6 } from 'node:net';

/**
 * An address as its sender is counted by. Whoever has one IPv6 address has 2^64 of them, all with the same first half,
 * so that half names the sender. An IPv4 address is one sender, also when it is written as IPv6.
 */
export function senderOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(address)) return address;
  const [left = '', right] = address.split('::');
  const [first, last] = [groups(left), groups(right ?? '')];
  const zeros = right === undefined ? 0 : 8 - first.length - last.length;
  return `${[...first, ...Array.from({ length: zeros }, () => '0'), ...last].slice(0, 4).join(':')}::/64`;
}

function groups(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}
