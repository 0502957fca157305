import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertPortFree, describePortTaken, findPortOwner } from './port-owner.ts';

const script = `const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port));`;
const listener = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
let port: number;
beforeAll(async () => {
  const [line]: unknown[] = await once(listener.stdout, 'data');
  port = Number(String(line));
});
afterAll(() => listener.kill());

const linux = process.platform === 'linux';

test('the program that listens on a port is found by its process and command line, where the system tells', async () => {
  const owner = await findPortOwner({ host: '127.0.0.1', port });
  const expected = { uid: process.getuid?.(), pid: listener.pid, command: expect.stringContaining('createServer()') };
  expect(owner).toEqual(linux ? expected : undefined);
});

test('a taken port is refused with the program that has it, before anything is started', async () => {
  const refused = assertPortFree({ host: '127.0.0.1', port });
  await expect(refused).rejects.toMatchObject({ code: 'SORA_PORT_TAKEN', remedy: expect.stringContaining('SORA_PORT=') });
  await expect(refused).rejects.toThrow(linux ? `process ${listener.pid}` : 'another program');
});

test('a free port, and port 0, pass', async () => {
  await expect(assertPortFree({ host: '127.0.0.1', port: 0 })).resolves.toBeUndefined();
  expect(await findPortOwner({ host: '127.0.0.1', port: 1 })).toBeUndefined();
});

test('the sentence says what may be known of the owner', () => {
  const wanted = { host: '127.0.0.1', port: 4200 };
  expect(describePortTaken(wanted, { uid: 1000, pid: 7, command: 'node app.js' }).message).toBe('Port 4200 on 127.0.0.1 is taken by process 7 (node app.js).\nStop it (kill 7), or choose another port: SORA_PORT=4201 npm start');
  expect(describePortTaken(wanted, { uid: 1000 }).what).toContain('a program of the user with id 1000');
  expect(describePortTaken(wanted, undefined).what).toContain('another program');
});

test('an address that this machine does not have is refused before anything is started', async () => {
  const refused = assertPortFree({ host: '192.0.2.1', port: 0 });
  await expect(refused).rejects.toMatchObject({ code: 'SORA_ADDRESS_REFUSED', what: expect.stringContaining('192.0.2.1'), remedy: expect.stringContaining('SORA_HOST') });
});
