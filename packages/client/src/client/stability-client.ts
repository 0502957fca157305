import type { CrashRecovery } from '../crash/recovery.ts';
import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { Metrics, MetricSettings } from '../metrics/metrics.ts';
import { createOutbox } from '../outbox/create-outbox.ts';
import { deliverOverHttp } from '../outbox/deliver-over-http.ts';
import { openOutboxStore } from '../outbox/open-outbox-store.ts';
import type { OutboxHints } from '../outbox/outbox-hints.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { rememberedUser } from '../outbox/remembered-user.ts';
import type { Platform } from '../ports/platform.ts';
import type { LiveSocketOpener, Transport } from '../ports/transport.ts';
import { createSessionKeeper } from '../session/session-keeper.ts';
import type { SessionKeeper } from '../session/session.ts';
import type { SyncTexts } from '../sync/sync-state.ts';
import { openSyncStatus, type SyncStatusStore } from '../sync/sync-status.ts';
import { watchReachability } from './reachability.ts';

export interface StabilitySettings {
  /** Address of the SORA server, without a path. */
  readonly url: string;
  /** Public: writes measurements and nothing else. Without it nothing is measured. */
  readonly ingestKey?: string;
  /** The identity provider's token of who is signed in, undefined for nobody. Asked whenever a session is needed. */
  readonly getIdentityToken?: () => Promise<string | undefined>;
  /** Version of the app's code, as crash recovery was set up with; default `dev`. */
  readonly release?: string;
  /** Name of the app in measurements; default `app`. */
  readonly service?: string;
  readonly metrics?: Partial<Omit<MetricSettings, 'service' | 'ingestKey' | 'release'>>;
  /** Of the banner, in the user's language. */
  readonly texts?: Partial<SyncTexts>;
}

export interface StabilityClient {
  readonly outbox: Outbox;
  readonly drafts: ComposerDrafts;
  readonly sync: SyncStatusStore;
  readonly crash: CrashRecovery;
  /** Undefined without an ingest key. */
  readonly metrics: Metrics | undefined;
  readonly session: SessionKeeper;
  /** What goes through it tells the banner about the connection. For `interactiveCall(client)`. */
  readonly transport: Transport;
  readonly openLiveSocket: LiveSocketOpener;
  readonly platform: ClientPlatform;
  /** Removes the composers' texts; with `queued` also what waits to be sent, which counts as dropped by the user. */
  clearDrafts(options?: { readonly queued?: boolean }): Promise<void>;
  /** Begins a session for who is signed in with the identity provider, and sends what waits for them. False when that is not possible yet: it is tried again until it is. */
  signIn(): Promise<boolean>;
  /** What waits is kept on the device until its user comes back. */
  signOut(): void;
  /** Writes what is in memory and ends; nothing is lost. */
  stop(): Promise<void>;
}

/** A platform, with what only browsers have: pages beside each other. */
export interface ClientPlatform extends Platform {
  readonly hints?: OutboxHints;
}

export interface ClientParts {
  readonly platform: ClientPlatform;
  /** Of this run. */
  readonly crash: CrashRecovery;
  /** `measureApp`, or nothing: an app that measures nothing carries no code for it. */
  readonly measure?: Measure;
}

export type Measure = (settings: StabilitySettings, parts: ClientParts, transport: Transport) => Metrics | undefined;

/** Puts the parts together. Never rejects. */
export async function createStabilityClient(settings: StabilitySettings, parts: ClientParts): Promise<StabilityClient> {
  const { platform, crash } = parts;
  const { url, getIdentityToken, texts } = settings;
  const { transport: bare, openLiveSocket } = platform.connect(url);
  const metrics = parts.measure?.(settings, parts, bare);
  const reach = watchReachability({ ...platform, transport: metrics?.measuredTransport(bare) ?? bare });
  const store = await openOutboxStore(platform);
  const session = createSessionKeeper({ ...platform, timers: platform.quietTimers ?? platform.timers, transport: reach.transport, install: store.install, getIdentityToken });
  const user = rememberedUser(store, session);
  const running = createOutbox({ ...platform, store, user, session, deliver: deliverOverHttp(reach.transport, session) });
  const { outbox, drafts } = running;
  crash.keepTexts(drafts);
  const sync = openSyncStatus({
    platform, texts,
    facts: () => ({ ...reach.facts, unacknowledged: outbox.counts.unacknowledged, isOnlineHint: platform.device.isOnline }),
    sources: [outbox.subscribe, reach.subscribe],
  });
  void session.begin();
  return {
    outbox, drafts, sync, crash, metrics, session, openLiveSocket, platform,
    transport: reach.transport,
    clearDrafts: running.clear,
    signIn: session.begin,
    signOut: session.end,
    async stop() {
      session.stop();
      sync.close();
      reach.stop();
      crash.markEnding();
      await Promise.all([metrics?.stop(), running.stop()]);
    },
  };
}
