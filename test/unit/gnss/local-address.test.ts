import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localAddress } from '../../../shared/gnss/local-address.ts';

/** The same ranges in Node's own list. */
const LOCAL = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  LOCAL.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  LOCAL.addSubnet(net, bits, 'ipv6');
}

describe('an address of a receiver', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['localhost', 'loopback'],
    ['127.9.8.7', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.20', 'private'],
    ['169.254.3.4', 'private'],
    ['fd12:3456::1', 'private'],
    ['fe80::1%eth0', 'private'],
    ['::ffff:192.168.0.9', 'private'],
  ])('may be %s', (text, kind) => expect(localAddress(text)?.kind).toBe(kind));

  it.each([
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::',
    '2001:db8::1',
    'ff02::1',
    '::ffff:8.8.8.8',
    '127.1',
    '0127.0.0.1',
    '2130706433',
    '0x7f.0.0.1',
    '127.0.0.1.example.com',
    'receiver.local',
    'localhost.example',
    '10.0.0.1 ',
    '10.0.0.1:2947',
    'fe80::1%a%b',
    'fe80::1%',
    ':::1',
    '1::2::3',
    '',
  ])('may not be %j', (text) => expect(localAddress(text)).toBeNull());

  it('is judged as the list of ranges judges it', () => {
    const v4 = fc.ipV4().map((text) => ({ text, family: 'ipv4' as const }));
    const v6 = fc
      .oneof(
        fc.ipV6(),
        fc.ipV6().map((text) => text.replace(/^[^:]+/, 'fd00')),
        fc.ipV6().map((text) => text.replace(/^[^:]+/, 'fe9f')),
      )
      // A list of version 6 knows nothing of mapped addresses.
      .filter((text) => !text.includes('.'))
      .map((text) => ({ text, family: 'ipv6' as const }));
    fc.assert(
      fc.property(fc.oneof(v4, v6), ({ text, family }) => {
        expect(localAddress(text) !== null).toBe(LOCAL.check(text, family));
      }),
      { numRuns: 3000, seed: 5 },
    );
  });
});
