import type { MobileType, mobileUnits } from '../metrics/mobile-units.ts';
import type { EnqueueOutcome } from '../outbox/outbox.ts';
import type { Price } from '../outbox/outbox-item.ts';
import type { SyncState } from '../sync/sync-state.ts';
import { setupCrashRecovery } from '../crash/default-crash-recovery.ts';
import { defaultPlatform } from './default-platform.ts';
import { measureApp } from './measure-app.ts';
import { type ClientPlatform, createStabilityClient, type StabilityClient, type StabilitySettings } from './stability-client.ts';

/** What the app's build may set, so that the app itself needs no argument. */
interface WithBuildSettings {
  readonly SORA?: StabilitySettings;
}

let client: Promise<StabilityClient> | undefined;
let metrics: StabilityClient['metrics'];

/**
 * Starts everything for this app, once; called again it answers the same.
 * @param settings without them, what the build has set as `globalThis.SORA`
 * @throws {TypeError} there is no address of a server: a mistake of the build, seen at its first start
 */
export function initializeStabilitySystem(settings?: StabilitySettings, platform?: ClientPlatform): Promise<StabilityClient> {
  const given = settings ?? (globalThis as WithBuildSettings).SORA;
  if (given === undefined || !/^https?:\/\//.test(given.url)) throw new TypeError('initializeStabilitySystem needs { url: "https://…", ingestKey, getIdentityToken }, or the same as globalThis.SORA.');
  client ??= start(given, platform);
  return client;
}

async function start(settings: StabilitySettings, platform: ClientPlatform = defaultPlatform()): Promise<StabilityClient> {
  // Before anything is waited for. An app that has set it up in its first line gets that one.
  const crash = setupCrashRecovery({ platform, release: settings.release ?? 'dev' });
  const made = await createStabilityClient(settings, { platform, crash, measure: measureApp });
  ({ metrics } = made);
  return made;
}

/** @throws {TypeError} before `initializeStabilitySystem`, where the build has set nothing */
export function defaultClient(): Promise<StabilityClient> {
  return client ?? initializeStabilitySystem();
}

/** One measurement; nothing when nothing is measured. Never throws. */
export function trackPerformanceMetric<T extends MobileType>(type: T, value: number, unit: (typeof mobileUnits)[T]): void {
  metrics?.track(type, value, unit);
}

/** Keeps a message on the device and sends it as soon as that is possible, once. When it resolves, the message survives a kill. */
export async function saveOfflineDraft(chatId: string, message: string | { readonly text: string; readonly price?: Price }): Promise<EnqueueOutcome> {
  const { outbox } = await defaultClient();
  return outbox.send({ kind: 'message', chatId, ...(typeof message === 'string' ? { text: message } : message) });
}

/** Removes what stands in the composers; with `queued` also what waits to be sent, which counts as dropped by the user. */
export async function clearOfflineDrafts(options?: { readonly queued?: boolean }): Promise<void> {
  await (await defaultClient()).clearDrafts(options);
}

/** Tells what the banner shows: once it is known, then at each change. Answers how to stop. */
export function subscribeToSyncStatus(listener: (state: SyncState) => void): () => void {
  let stop: (() => void) | undefined;
  let isOver = false;
  void defaultClient().then(({ sync }) => { if (!isOver) stop = sync.subscribe(listener); });
  return () => {
    isOver = true;
    stop?.();
  };
}
