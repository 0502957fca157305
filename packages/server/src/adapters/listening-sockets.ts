/** A socket that accepts connections, as Linux lists it. */
export interface ListeningSocket {
  /** Dotted for IPv4; `::` and `::1`, else the plain hexadecimal digits, for IPv6. */
  readonly address: string;
  readonly port: number;
  readonly uid: number;
  readonly inode: string;
}

const listening = '0A';

/**
 * Reads the text of `/proc/net/tcp` or `/proc/net/tcp6`.
 * @see Linux documentation, networking/proc_net_tcp: addresses in hexadecimal, each 32-bit word in the byte order of the machine
 */
export function parseListeningSockets(text: string): readonly ListeningSocket[] {
  return text.split('\n').slice(1).flatMap((line) => {
    const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/);
    const [address, port] = local?.split(':') ?? [];
    if (state !== listening || address === undefined || port === undefined || inode === undefined) return [];
    return [{ address: readableAddress(address), port: Number.parseInt(port, 16), uid: Number(uid), inode }];
  });
}

/** True when a server cannot listen on this host and port while the socket is there. */
export function isInTheWay({ address, port }: ListeningSocket, host: string, wantedPort: number): boolean {
  const wanted = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  return port === wantedPort && (isWildcard(address) || wanted.some((each) => isWildcard(each) || each === address));
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function readableAddress(hex: string): string {
  const bytes = words(hex).flatMap((word) => (word.match(/../g) ?? []).toReversed());
  const digits = bytes.join('');
  if (bytes.length === 4) return dotted(bytes);
  if (/^0{20}F{4}/i.test(digits)) return dotted(bytes.slice(12));
  if (/^0+$/.test(digits)) return '::';
  return /^0+1$/.test(digits) ? '::1' : digits.toLowerCase();
}

function words(hex: string): readonly string[] {
  return hex.match(/.{8}/g) ?? [];
}

function dotted(bytes: readonly string[]): string {
  return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
}
