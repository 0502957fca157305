import { gzipSync } from 'node:zlib';
import { bundle } from '../../tools/hermes/bundle.ts';
import type { BenchRow } from '../row.ts';

/** What an app gets when it imports this, minified and with gzip, in kB of 1,000 bytes; React itself is the app's. */
async function sizeOf(code: string): Promise<number> {
  const packed = await bundle('size.ts', { virtual: { 'size.ts': code }, conditions: ['browser'], external: ['react', 'react-dom', 'react/jsx-runtime', 'react-router'], minify: true, format: 'esm' });
  return gzipSync(packed, { level: 9 }).length / 1_000;
}

const core = `export { createCrashRecovery, createStabilityClient } from '@sora/client';`;
const web = `export { createPlatform } from '@sora/client';`;
const everyday = `export { clearOfflineDrafts, initializeStabilitySystem, performCrashRecovery, saveOfflineDraft, setupCrashRecovery, subscribeToSyncStatus, trackPerformanceMetric } from '@sora/client';`;
const react = `export { StabilityBoundary, StabilityProvider, SafeRender, SyncBanner, useComposer, useOutbox, useSyncStatus } from '@sora/client/react';`;
const chats = `export { createChats, chatView } from '@sora/client/chats';\nexport { useChat } from '@sora/client/react';`;
const sentry = `import { init, makeBrowserOfflineTransport, makeFetchTransport } from '@sentry/browser';\nexport const start = (dsn) => init({ dsn, transport: makeBrowserOfflineTransport(makeFetchTransport) });`;

export async function sizeRows(): Promise<readonly BenchRow[]> {
  const [coreKb, preset, withMetrics, all, peer] = [await sizeOf(core), await sizeOf(core + web + react), await sizeOf(everyday + react), await sizeOf(everyday + react + chats), await sizeOf(sentry)];
  const row = (name: string, value: number, bar?: number): BenchRow => ({ name, value, unit: 'kB gzip', ...(bar === undefined ? {} : { bar, holds: value <= bar }) });
  return [
    row('core: outbox, drafts, crash recovery, banner, sessions', coreKb, 12),
    row('  with the web’s platform and the React parts', preset, 20),
    row('  and silent metrics, crash reports: what initializeStabilitySystem brings', withMetrics),
    row('  and live chats that repair themselves', all),
    row('@sentry/browser with its offline transport', peer),
  ];
}
