export { clearOfflineDrafts, initializeStabilitySystem, saveOfflineDraft, subscribeToSyncStatus, trackPerformanceMetric } from './client/default-client.ts';
