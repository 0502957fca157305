import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { shownCredential, shownToken } from './shown-credential.ts';

const asked = (socket: object, authorization: string) => shownCredential({ headers: { authorization }, raw: { socket } } as unknown as FastifyRequest);

test('each request of a connection shows its own token, also when the one before it showed another', () => {
  const connection = {};
  for (const text of ['one', 'one', 'two', 'one']) expect(asked(connection, `Bearer ${text}`)).toEqual(shownToken(text));
  expect(asked({}, 'Bearer three')).toEqual(shownToken('three'));
  expect(asked(connection, 'Basic one')).toEqual(shownToken(''));
});
