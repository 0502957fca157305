import type { CrashRecovery } from '../crash/recovery.ts';
import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { createMetrics, Metrics, MetricSettings } from '../metrics/metrics.ts';
import { createOutbox } from '../outbox/create-outbox.ts';
import { deliverOverHttp } from '../outbox/deliver-over-http.ts';
import { openOutboxStore } from '../outbox/open-outbox-store.ts';
import type { OutboxHints } from '../outbox/outbox-hints.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { rememberedUser } from '../outbox/remembered-user.ts';
import type { Platform } from '../ports/platform.ts';
import type { LiveSocketOpener, Transport } from '../ports/transport.ts';
import { type Call, interactiveCall } from '../session/interactive-call.ts';
import { keepAsking } from '../session/keep-asking.ts';
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
  /** A request in the user's name that somebody waits for. */
  readonly call: Call;
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

/** A platform, with what only browsers have: pages beside each other, and storage that may be cleared. */
export interface ClientPlatform extends Platform {
  readonly hints?: OutboxHints;
  /** Asks the browser not to clear what is stored when it is short of room. Never throws. */
  readonly keepStorage?: () => void;
}

export interface ClientParts {
  readonly platform: ClientPlatform;
  /** Of this run. */
  readonly crash: CrashRecovery;
  /** `createMetrics`, or nothing: an app that measures nothing carries no code for it. */
  readonly measure?: typeof createMetrics;
}

/** Puts the parts together. Never rejects. */
export async function createStabilityClient(settings: StabilitySettings, parts: ClientParts): Promise<StabilityClient> {
  const { platform, crash } = parts;
  const { url, release = 'dev', getIdentityToken = async () => undefined, texts } = settings;
  const { transport: bare, openLiveSocket } = platform.connect(url);
  const metrics = measuring({ ...settings, release }, parts, bare);
  const reach = watchReachability({ ...platform, transport: metrics?.measuredTransport(bare) ?? bare });
  const store = await openOutboxStore(platform);
  const session = createSessionKeeper({ ...platform, transport: reach.transport, install: store.install, getIdentityToken });
  const user = rememberedUser(store, session);
  const running = createOutbox({ ...platform, store, user, session, deliver: deliverOverHttp(reach.transport, session) });
  const { outbox, drafts } = running;
  crash.keepTexts(drafts);
  // Not before there is something to lose: some browsers ask the user.
  const stopAsking = outbox.subscribe(() => {
    if (outbox.counts.unacknowledged === 0) return;
    stopAsking();
    platform.keepStorage?.();
  });
  const sync = openSyncStatus({
    platform, texts,
    source: {
      facts: () => ({ ...reach.facts, unacknowledged: outbox.counts.unacknowledged, isOnlineHint: platform.device.isOnline }),
      subscribe(listener) {
        const stops = [outbox.subscribe(listener), reach.subscribe(listener)];
        return () => { stops.forEach((stop) => { stop(); }); };
      },
    },
  });
  const asking = keepAsking(session, { timers: platform.quietTimers ?? platform.timers, random: platform.random });
  void asking.ask();
  return {
    outbox, drafts, sync, crash, metrics, session, openLiveSocket, platform,
    call: interactiveCall({ ...platform, transport: reach.transport, session }),
    clearDrafts: running.clear,
    signIn: asking.ask,
    signOut() {
      asking.stop();
      session.end();
    },
    async stop() {
      asking.stop();
      sync.close();
      reach.stop();
      crash.markEnding();
      await Promise.all([metrics?.stop(), running.stop()]);
    },
  };
}

/** Where nothing says that the app was drawn, it is taken to be by then. */
const drawnAfterMs = 5_000;

function measuring({ ingestKey, release, service = 'app', metrics }: StabilitySettings & { readonly release: string }, { platform, crash, measure }: ClientParts, transport: Transport): Metrics | undefined {
  const made = ingestKey === undefined ? undefined : measure?.({ platform, transport, boot: crash.boot, crashes: crash }, { ...metrics, service, ingestKey, release });
  if (made === undefined) return undefined;
  platform.errors.install(({ origin }) => { made.countError(origin === 'error' ? 'uncaught' : 'rejection'); });
  (platform.quietTimers ?? platform.timers).after(drawnAfterMs, made.start);
  return made;
}
