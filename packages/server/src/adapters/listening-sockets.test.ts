import { expect, test } from 'vitest';
import { isInTheWay, parseListeningSockets } from './listening-sockets.ts';

const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1068 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41001 1 0000000002e15abf 100 0 0 10 0
   1: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 167 1 0000000002e15abf 100 0 0 10 0
   2: 0100007F:8B1D 0100007F:9E50 06 00000000:00000000 03:0000102E 00000000     0        0 0 3 000000005fdf5be8
`;
const tcp6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1068 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 51 1 0
   1: 00000000000000000000000001000000:1069 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 52 1 0
   2: 0000000000000000FFFF00000100007F:106A 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 53 1 0
`;

test('sockets that listen are read with address, port, user and inode; connections are left out', () => {
  expect(parseListeningSockets(tcp)).toEqual([
    { address: '127.0.0.1', port: 4200, uid: 1000, inode: '41001' },
    { address: '0.0.0.0', port: 2024, uid: 0, inode: '167' },
  ]);
});

test('IPv6 addresses are read too: any, loopback, and IPv4 within IPv6', () => {
  expect(parseListeningSockets(tcp6).map(({ address, port }) => [address, port])).toEqual([['::', 4200], ['::1', 4201], ['127.0.0.1', 4202]]);
});

test('a socket is in the way on its own address, on a wildcard on either side, and never on another port or address', () => {
  const socket = { address: '127.0.0.1', port: 4200, uid: 0, inode: '1' };
  expect(['127.0.0.1', 'localhost', '0.0.0.0', '::'].filter((host) => isInTheWay(socket, host, 4200))).toHaveLength(4);
  expect(isInTheWay({ ...socket, address: '0.0.0.0' }, '192.168.1.2', 4200)).toBe(true);
  expect(isInTheWay(socket, '192.168.1.2', 4200)).toBe(false);
  expect(isInTheWay(socket, '127.0.0.1', 4201)).toBe(false);
});

test('garbled text has no sockets', () => {
  expect(parseListeningSockets('')).toEqual([]);
  expect(parseListeningSockets('header\nnot a socket\n')).toEqual([]);
});
