import type { ChatStoreSettings } from '../chat-store.ts';

/**
 * How a server's chats are batched. Three lanes, each with a batch under way: while the database works on two, the third is decided, which wrote
 * 13 % more than two lanes on two cores. No chat is ever in two lanes of a server, so that batches of one wait for no other.
 */
export const chatLanes: ChatStoreSettings['lanes'] = {
  count: 3,
  limits: { maxBatch: 500, maxQueued: 20_000, maxInFlight: 3, deadlineMs: 10_000, backoffMs: { first: 50, max: 1_000 } },
};
