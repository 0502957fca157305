import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { UncaughtError } from '../ports/error-hooks.ts';
import { errorUtilsHooks, type ErrorUtilsShape, type HermesShape } from './error-utils.ts';
import { processErrors } from './process-errors.ts';
import { windowErrors } from './window-errors.ts';

const failing = () => { throw new Error('the handler itself fails'); };

describe('React Native', () => {
  const globals = () => {
    const calls: string[] = [];
    let handler: ReturnType<ErrorUtilsShape['getGlobalHandler']> = (error, isFatal) => calls.push(`default ${String(error)} ${isFatal}`);
    const errorUtils: ErrorUtilsShape = { getGlobalHandler: () => handler, setGlobalHandler: (next) => { handler = next; } };
    const otherSdk = (name: string) => {
      const before = errorUtils.getGlobalHandler();
      errorUtils.setGlobalHandler((error, isFatal) => {
        calls.push(`${name} ${String(error)}`);
        before?.(error, isFatal);
      });
    };
    const ours = (tell?: () => void) => errorUtilsHooks({ errorUtils, hermes: undefined, isTrackerTaken: () => false })
      .install(tell ?? (({ error, isFatal, origin }) => calls.push(`ours ${String(error)} ${isFatal} ${origin}`)));
    return { calls, errorUtils, otherSdk, ours, crash: (error: unknown) => { handler?.(error, true); } };
  };

  test('another SDK before and after ours, and the platform, hear everything with the same arguments [MOB-1]', () => {
    const { calls, otherSdk, ours, crash } = globals();
    otherSdk('before');
    ours();
    otherSdk('after');
    crash('E');
    expect(calls).toEqual(['after E', 'ours E true error', 'before E', 'default E true']);
  });

  test('taken out, ours leaves what was put on top of it, and what was below it', () => {
    const { calls, errorUtils, otherSdk, ours, crash } = globals();
    otherSdk('before');
    const below = errorUtils.getGlobalHandler();
    ours()();
    expect(errorUtils.getGlobalHandler()).toBe(below);
    const remove = ours();
    otherSdk('after');
    const top = errorUtils.getGlobalHandler();
    remove();
    expect(errorUtils.getGlobalHandler()).toBe(top);
    crash('E');
    expect(calls).toEqual(['after E', 'before E', 'default E true']);
  });

  test('when ours fails, the others are called all the same', () => {
    const { calls, ours, crash } = globals();
    ours(failing);
    crash('E');
    expect(calls).toEqual(['default E true']);
  });

  test('rejections are tracked in release, and left to whoever tracks them already', () => {
    const told: UncaughtError[] = [];
    let tracker: Parameters<NonNullable<HermesShape['enablePromiseRejectionTracker']>>[0] | undefined;
    const hermes: HermesShape = { enablePromiseRejectionTracker: (options) => { tracker = options; } };
    errorUtilsHooks({ errorUtils: undefined, hermes, isTrackerTaken: () => true }).install((uncaught) => told.push(uncaught));
    expect(tracker).toBeUndefined();
    const remove = errorUtilsHooks({ errorUtils: undefined, hermes, isTrackerTaken: () => false }).install((uncaught) => told.push(uncaught));
    tracker?.onUnhandled(1, 'lost');
    remove();
    tracker?.onUnhandled(2, 'after');
    expect([tracker?.allRejections, told]).toEqual([true, [{ error: 'lost', origin: 'rejection', isFatal: false }]]);
  });

  test('a platform that has neither, or throws, is left alone', () => {
    const hooks = errorUtilsHooks({ errorUtils: { getGlobalHandler: failing, setGlobalHandler: failing }, hermes: { enablePromiseRejectionTracker: failing }, isTrackerTaken: failing });
    expect(() => { hooks.install(() => {})(); }).not.toThrow();
  });
});

describe('a page', () => {
  const eventOf = (name: string, fields: object) => Object.assign(new Event(name, { cancelable: true }), fields);

  test('hears errors and rejections beside others, prevents nothing, and goes', () => {
    const target = new EventTarget();
    const told: unknown[] = [];
    const others: string[] = [];
    target.addEventListener('error', () => others.push('before'));
    const remove = windowErrors(target).install(({ error, origin, isFatal }) => told.push([error, origin, isFatal]));
    windowErrors(target).install(failing);
    target.addEventListener('error', () => others.push('after'));
    const events = [eventOf('error', { error: 'E' }), eventOf('error', { error: null, message: 'Script error.' }), eventOf('unhandledrejection', { reason: null })];
    events.forEach((event) => target.dispatchEvent(event));
    expect(told).toEqual([['E', 'error', false], ['Script error.', 'error', false], [null, 'rejection', false]]);
    expect([others.length, events.some((event) => event.defaultPrevented)]).toEqual([4, false]);
    remove();
    target.dispatchEvent(eventOf('error', { error: 'late' }));
    expect(told).toHaveLength(3);
  });
});

describe('a process', () => {
  test('is monitored without being kept alive: fatal only when nobody takes it', () => {
    const events = new EventEmitter();
    const told: unknown[] = [];
    const remove = processErrors(events).install(({ error, origin, isFatal }) => told.push([error, origin, isFatal]));
    processErrors(events).install(failing);
    events.emit('uncaughtExceptionMonitor', 'E', 'uncaughtException');
    expect(events.listenerCount('uncaughtException')).toBe(0);
    events.on('uncaughtException', () => {});
    events.emit('uncaughtExceptionMonitor', 'R', 'unhandledRejection');
    remove();
    events.emit('uncaughtExceptionMonitor', 'late', 'uncaughtException');
    expect(told).toEqual([['E', 'error', true], ['R', 'rejection', false]]);
  });
});
