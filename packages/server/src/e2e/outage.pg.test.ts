import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorOf } from './testing/operator.ts';
import { type Outage, sufferOutage } from './testing/outage.ts';
import { type DataFolder, freshDataFolder } from '../testing/server-process.ts';

const awayMs = 5_000;

describe('a database that goes away for some seconds under load', () => {
  let folder: DataFolder;
  let outage: Outage;

  beforeAll(async () => {
    folder = await freshDataFolder();
    const server = await folder.start();
    const token = await folder.adminToken();
    const operator = operatorOf(server.url, token);
    const serviceKey = await operator.createToken({ name: 'load', kind: 'service', scopes: ['metrics:write'] });
    outage = await sufferOutage({ folder, server, operator, token, serviceKey, awayMs, perSecond: 100 });
  });
  afterAll(() => folder.clear());

  test('leaves the process alive, and nothing of what was acknowledged is lost or counted twice', () => {
    expect(outage.stillRunning).toBe(true);
    expect(outage.acknowledgedWhileAway).toBeGreaterThan(100);
    expect(outage.acknowledgedAfter).toBeGreaterThan(0);
    expect(outage.counted).toEqual({ requests: outage.acknowledged, latencies: outage.acknowledged });
  });

  test('tells senders to slow down, and when it is over that they need not', () => {
    const { usual, away, after } = outage.nextFlushMs;
    expect(away).toBe(5 * usual);
    expect(after).toBe(usual);
  });

  test('answers questions with a 503 that says when to ask again, and knows that it is not ready', () => {
    expect(outage.question).toEqual({ status: 503, code: 'database-unavailable', retryAfter: expect.stringMatching(/^\d+$/) });
    expect({ healthz: outage.healthz, readyz: outage.readyz }).toEqual({ healthz: 200, readyz: 503 });
  });

  test('is told to open pages, and recorded with its duration', () => {
    expect(outage.signals).toEqual(['available', 'unavailable', 'available']);
    expect(outage.recordedAwayMs).toBeGreaterThan(awayMs - 3_000);
    expect(outage.recordedAwayMs).toBeLessThan(awayMs + 10_000);
  });

  test('costs little memory', () => {
    expect(outage.grownBytes).toBeLessThan(100_000_000);
  });
});
