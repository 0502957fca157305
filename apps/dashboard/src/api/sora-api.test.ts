import { afterEach, expect, test, vi } from 'vitest';
import { getEventLog, getSystemHealthSummary } from './sora-api.ts';

afterEach(() => vi.unstubAllGlobals());

test('an answer with verdicts only means that the session has ended', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ generatedAtMs: 1, verdict: 'healthy', layers: [] }));
  expect(await getSystemHealthSummary(new AbortController().signal)).toMatchObject({ kind: 'problem', problem: { status: 401 } });
});

test('the event log is asked for a page at a time, from a cursor, by severity', async () => {
  const fetched = vi.fn(async () => Response.json({ events: [] }));
  vi.stubGlobal('fetch', fetched);
  await getEventLog({ severity: 'warning', beforeId: '0190' });
  expect(fetched).toHaveBeenCalledWith('/getEventLog?limit=50&severity=warning&beforeId=0190', expect.anything());
});
