import { expect, test } from 'vitest';
import { decideStart, type ClusterFacts } from './decide-start.ts';

const facts: ClusterFacts = {
  foundMajor: '18', wantedMajor: '18', hasPassword: true, pidFile: { pid: 4711, port: 5432, status: 'ready' }, process: 'postmaster', probe: 'ours',
};

test('an empty data folder gets a new cluster', () => {
  expect(decideStart({ ...facts, foundMajor: undefined, pidFile: undefined, process: 'gone', probe: 'not-tried' })).toEqual({ kind: 'init' });
});

test('a cluster of another major version is refused, even while it runs', () => {
  expect(decideStart({ ...facts, foundMajor: '17' })).toEqual({ kind: 'refuse', reason: 'other-version' });
});

test('a cluster whose password is lost or wrong is refused rather than replaced', () => {
  expect(decideStart({ ...facts, hasPassword: false })).toEqual({ kind: 'refuse', reason: 'password-missing' });
  expect(decideStart({ ...facts, probe: 'wrong-password' })).toEqual({ kind: 'refuse', reason: 'password-wrong' });
});

test('a stopped cluster is started', () => {
  expect(decideStart({ ...facts, pidFile: undefined, process: 'gone', probe: 'not-tried' })).toEqual({ kind: 'start', disarmPid: false });
});

test('a cluster that still runs after its server was killed is adopted', () => {
  expect(decideStart(facts)).toEqual({ kind: 'adopt', pid: 4711, port: 5432 });
});

test('a stale pid file is disarmed, whether its process is gone, a stranger lives under its id, or a power cut garbled it', () => {
  expect(decideStart({ ...facts, process: 'gone', probe: 'not-tried' })).toEqual({ kind: 'start', disarmPid: true });
  expect(decideStart({ ...facts, process: 'other', probe: 'not-tried' })).toEqual({ kind: 'start', disarmPid: true });
  expect(decideStart({ ...facts, pidFile: 'garbled', process: 'gone', probe: 'not-tried' })).toEqual({ kind: 'start', disarmPid: true });
});

test('our postmaster is waited for while it comes up, goes down, or recovers', () => {
  expect(decideStart({ ...facts, probe: 'no-answer' })).toEqual({ kind: 'wait', pid: 4711 });
});

test('a process that may not be looked at is adopted when it answers as ours, and otherwise left to the interlocks of PostgreSQL', () => {
  expect(decideStart({ ...facts, process: 'unknown' })).toEqual({ kind: 'adopt', pid: 4711, port: 5432 });
  expect(decideStart({ ...facts, process: 'unknown', probe: 'other-cluster' })).toEqual({ kind: 'start', disarmPid: false });
});
