import { expect, test } from 'vitest';
import { senderOf } from './sender.ts';

test('every IPv6 address of one network is one sender, however it is written', () => {
  const spellings = ['2001:db8:1:2:3:4:5:6', '2001:DB8:1:2::7', '2001:0db8:0001:0002::', '2001:db8:1:2:ffff:ffff:ffff:ffff'];
  expect(new Set(spellings.map(senderOf))).toEqual(new Set(['2001:db8:1:2::/64']));
  expect(senderOf('2001:db8:1:3::7')).toBe('2001:db8:1:3::/64');
  expect([senderOf('::1'), senderOf('2001:db8::1')]).toEqual(['0:0:0:0::/64', '2001:db8:0:0::/64']);
});

test('an IPv4 address is one sender, also when it is written as IPv6', () => {
  expect([senderOf('192.0.2.7'), senderOf('::ffff:192.0.2.7'), senderOf('::FFFF:192.0.2.7')]).toEqual(Array(3).fill('192.0.2.7'));
});
