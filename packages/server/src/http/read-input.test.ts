import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inputReader } from './read-input.ts';

const input = z.object({ id: z.string().max(3), limit: z.number().int().default(5) });
const read = (request: object) => inputReader({ input })({ method: 'POST', query: {}, params: {}, ...request } as FastifyRequest);

describe('the input of a request', () => {
  test('comes from the query of a GET, where numbers are text, and from the body of a POST', () => {
    expect(read({ method: 'GET', query: { id: 'a', limit: '7' }, body: { id: 'b' } })).toEqual({ id: 'a', limit: 7 });
    expect(read({ body: { id: 'b' }, query: { id: 'a' } })).toEqual({ id: 'b', limit: 5 });
    expect(() => read({ body: { id: 'b', limit: '7' } })).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path: 'limit' })] }));
  });

  test('takes what the address names, which a body or query may repeat but not contradict', () => {
    expect(read({ params: { id: 'x' } })).toEqual({ id: 'x', limit: 5 });
    expect(read({ params: { id: 'x' }, body: { id: 'x', limit: 1 } })).toEqual({ id: 'x', limit: 1 });
    for (const id of ['y', null, 5, undefined]) expect(() => read({ params: { id: 'x' }, body: { id } })).toThrow(expect.objectContaining({ problem: 'bad-request', errors: [{ path: 'id', message: 'It says something else than the address.' }] }));
    expect(() => read({ method: 'GET', params: { id: 'x' }, query: { id: ['x', 'x'] } })).toThrow('It says something else than the address.');
  });

  test('is checked as a whole: a parameter like any field, and every wrong field is named', () => {
    expect(() => read({ params: { id: 'long' }, body: { limit: 0.5 } })).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path: 'id' }), expect.objectContaining({ path: 'limit' })] }));
    for (const body of [[], 'text', 5]) expect(() => read({ params: { id: 'x' }, body })).toThrow(expect.objectContaining({ problem: 'bad-request' }));
  });

  test('cannot be made of what every object inherits', () => {
    expect(read({ params: { id: 'x' }, body: JSON.parse('{"__proto__":{"limit":9}}') as object })).toEqual({ id: 'x', limit: 5 });
  });

  test('is left alone where the endpoint has rules of its own', () => {
    expect(inputReader({ input, rawBody: true })({ method: 'POST', body: 'bytes' } as FastifyRequest)).toBeUndefined();
  });
});
