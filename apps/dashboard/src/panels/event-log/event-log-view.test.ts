import type { RecordedEvent } from '@sora/core';
import { expect, test } from 'vitest';
import { eventLogView } from './event-log-view.ts';

const noonMs = new Date(2026, 10, 23, 12).getTime();
const started: RecordedEvent = { id: 'b', atMs: noonMs, tenant: 'main', type: 'SERVER_STARTED', severity: 'info', subject: 'node-1', actor: { kind: 'node', id: 'node-1' }, region: 'eu', payload: { port: 4200 } };
const login: RecordedEvent = { id: 'a', atMs: noonMs - 86_400_000, tenant: 'main', type: 'LOGIN', severity: 'info', subject: 'Ada', actor: { kind: 'token', id: 't1', name: 'Ada' }, payload: {} };

test('events stand under their day, with who did it and where', () => {
  const [today, yesterday] = eventLogView([started, login]);
  expect(today?.day).not.toBe(yesterday?.day);
  expect(today?.rows[0]).toMatchObject({ title: 'Server started', subject: 'node-1', actor: 'node-1', place: 'eu' });
  expect(yesterday?.rows[0]).toMatchObject({ title: 'Login', actor: 'Ada', place: '' });
});

test('a payload can be opened where there is one', () => {
  const rows = eventLogView([started, login]).flatMap((day) => day.rows);
  expect(rows.map(({ payload }) => payload)).toEqual(['{\n  "port": 4200\n}', undefined]);
});
