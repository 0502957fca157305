import { afterEach, expect, test, vi } from 'vitest';
import { rulesReportReader } from './rules-api.ts';

afterEach(() => vi.unstubAllGlobals());

test('a scan that is known is not sent again, and stays on the page; a newer one takes its place', async () => {
  const asked: unknown[] = [];
  const answers = [{ latest: { id: 'a' }, history: [{ id: 'a' }] }, { history: [{ id: 'a' }] }, { latest: { id: 'b' }, history: [{ id: 'b' }, { id: 'a' }] }];
  vi.stubGlobal('fetch', async (_path: string, { body }: { readonly body: string }) => {
    asked.push(JSON.parse(body));
    return Response.json({ configured: [], ...answers[asked.length - 1] });
  });
  const read = rulesReportReader();
  const seen = [];
  for (let time = 0; time < 3; time++) seen.push(await read(new AbortController().signal));
  expect(seen).toMatchObject([{ value: { latest: { id: 'a' } } }, { value: { latest: { id: 'a' } } }, { value: { latest: { id: 'b' } } }]);
  expect(asked).toMatchObject([{ limit: 30 }, { knownId: 'a' }, { knownId: 'a' }]);
});
