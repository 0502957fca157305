export * as CrashRecovery from './crash-recovery.ts';
export * as MobileStability from './mobile-stability.ts';
export { clearCrashState, markHealthy, performCrashRecovery, setupCrashRecovery } from './crash-recovery.ts';
export { clearOfflineDrafts, initializeStabilitySystem, saveOfflineDraft, subscribeToSyncStatus, trackPerformanceMetric } from './mobile-stability.ts';

/** The device that this build is for: a browser's page, or a program in Node.js. */
export { platform as createPlatform } from '#platform';
export { type ClientPlatform, type ClientParts, createStabilityClient, type StabilityClient, type StabilitySettings } from './client/stability-client.ts';
export { createCrashRecovery } from './crash/crash-recovery.ts';
export type { CrashRecovery as CrashRecoveryOfRun, RecoveryOutcome } from './crash/recovery.ts';
export type { StartPlan, StartStep } from './crash/ladder.ts';
export type { ComposerDrafts } from './drafts/composer-drafts.ts';
export { createMetrics, type Metrics, type MetricConsent } from './metrics/metrics.ts';
export { guardNavigation, type GuardedRoute, type NavigationGuard, type NavigationRefusal, type NavigationVerdict, type Routes, type Target } from './navigation/guard-navigation.ts';
export { integerParam, oneOfParam, type ParamCheck, textParam } from './navigation/param-checks.ts';
export type { DeliveryReceipt, MessageRef, OutboxItem, OutboxState, OutboxWish, Price, WriteClass } from './outbox/outbox-item.ts';
export type { ChangeOutcome, EnqueueOutcome, Outbox, OutboxCounts, OutboxRefusal, PaidOutcome } from './outbox/outbox.ts';
export type { CapsuleSlots } from './ports/capsule-slots.ts';
export type { AppVisibility, Device } from './ports/device.ts';
export type { ErrorHooks, UncaughtError } from './ports/error-hooks.ts';
export { type Journal, JournalError, type JournalOpener } from './ports/journal.ts';
export type { Leadership } from './ports/leadership.ts';
export type { Platform } from './ports/platform.ts';
export type { LiveSocketOpener, Transport, TransportAnswer, TransportRequest } from './ports/transport.ts';
export type { SessionKeeper, UserSession } from './session/session.ts';
export { defaultSyncTexts, type SyncState, type SyncStatus, type SyncTexts } from './sync/sync-state.ts';
export { openSyncStatus, type SyncSource, type SyncStatusStore } from './sync/sync-status.ts';
