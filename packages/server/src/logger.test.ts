import { expect, test } from 'vitest';
import { newSecret } from './http/access/secrets.ts';
import { createLogger } from './logger.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void, level = 'trace'): string {
  let text = '';
  write(createLogger({ level, nodeId: 'node-1', destination: { write: (line) => { text += line; } } }));
  return text;
}

test('a line is a JSON object with level, time and node', () => {
  expect(JSON.parse(logged((log) => log.info({ region: 'eu' }, 'serving')))).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), node: 'node-1', region: 'eu', msg: 'serving' });
});

test.for(['authorization', 'cookie', 'set-cookie', 'token', 'secret', 'password', 'code'])('what is called %s is not written, however deep it stands', (name) => {
  const secret = newSecret();
  const text = logged((log) => {
    log.info({ [name]: secret });
    log.info({ request: { [name]: secret } });
    log.info({ request: { headers: { [name]: secret } } });
    log.info({ headers: { [name]: secret } });
    log.child({ [name]: secret }).info('a child');
  });
  expect(text.match(/\[redacted\]/g)).toHaveLength(5);
  expect(text).not.toContain(secret);
});

test('the code of an error is no secret: it says what went wrong', () => {
  for (const code of ['ECONNREFUSED', '57P03', 'SORA_DATABASE_UNAVAILABLE', 7]) {
    expect(JSON.parse(logged((log) => log.error({ err: Object.assign(new Error('refused'), { code }) }, 'not done')))).toMatchObject({ err: { code } });
  }
});

test('a password in the address of an error does not reach the log', () => {
  const error = Object.assign(new Error('cannot connect'), { password: 'hunter2', config: { password: 'hunter2' } });
  expect(logged((log) => log.error({ err: error }, 'not done'))).not.toContain('hunter2');
});

test('what is less severe than asked for is not written', () => {
  expect(logged((log) => log.info('quiet'), 'warn')).toBe('');
});
