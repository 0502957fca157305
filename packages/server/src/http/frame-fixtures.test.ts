import { readdirSync, readFileSync } from 'node:fs';
import type { Frame, FrameReceipt } from '@sora/core';
import { expect, onTestFinished, test } from 'vitest';
import { createTestApp } from './testing/test-app.ts';

const folder = new URL('../../../core/src/metrics/fixtures/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name): readonly [string, Frame] => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Frame]);

/** Single measurements in the fixture, counted when it was written. */
const contents: Readonly<Record<string, number>> = { 'client-crash-v1.json': 1, 'client-v1.json': 1156, 'node-v1.json': 51 };

test('there is a frame of every sender of version 1', () => {
  expect(fixtures.map(([name]) => name).toSorted()).toEqual(Object.keys(contents).toSorted());
});

test.each(fixtures)('%s, as phones and backends in the field send it, is taken whole and its books close [MOB-4]', async (name, frame) => {
  const server = await createTestApp();
  onTestFinished(() => server.app.close());
  const { token } = await server.token({ kind: 'ingest' });
  const answer = await server.app.inject({ method: 'POST', url: '/v1/ingest', headers: { authorization: `Bearer ${token}` }, payload: frame });
  expect(answer.json<FrameReceipt>()).toMatchObject({ seq: frame.seq, kind: 'accepted', accepted: contents[name], rejected: [] });
  const events = await server.events.read({ tenant: 'main', limit: 10 });
  expect(events.map(({ type }) => type)).toEqual(frame.reports === undefined ? [] : ['CLIENT_REPORT']);
});
