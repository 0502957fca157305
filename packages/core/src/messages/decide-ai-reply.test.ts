import { expect, test } from 'vitest';
import type { AiScope, AiStanding, AiWish } from './ai-budget.ts';
import { decideAiReply } from './decide-ai-reply.ts';

const wish: AiWish = { tenant: 'main', chat: 'c', userId: 'helper', install: 'b', installSeq: 1, askedBy: 'alice', maxTokens: 10, maxCost: { amountMinor: 0n, unit: 'USD' } };
/** Ten hours of a day are left. */
const nowMs = 20_000 * 86_400_000 + 50_400_000;

function standing(scope: AiScope, tokens: number, used: number, held = 0): AiStanding {
  return { scope, budget: { tokens, cost: undefined }, used: { tokens: used, costMinor: 0n }, held: { tokens: held, costMinor: 0n } };
}

const decide = (...standings: readonly AiStanding[]) => decideAiReply({ nowMs, isKept: false, standings }, wish);

test('what fits to the last token is granted for ten minutes, what is one too many is not', () => {
  expect(decide(standing({ kind: 'tenant' }, 100, 60, 30))).toEqual({ kind: 'granted', untilMs: nowMs + 600_000 });
  expect(decide(standing({ kind: 'tenant' }, 100, 60, 31))).toMatchObject({ kind: 'refused', retryAfterMs: 36_000_000 });
});

test.for<[string, AiStanding, string, number | undefined]>([
  ['a user who has used it up', standing({ kind: 'user', userId: 'alice' }, 100, 130), 'Your AI replies for today are used up. They are back at 00:00 UTC.', 36_000_000],
  ['a chat with a little left', standing({ kind: 'chat', chat: 'c' }, 100, 95), 'The AI replies of this chat for today are nearly used up, and this one would take more than is left. They are back at 00:00 UTC.', 36_000_000],
  ['a budget that never holds so much', standing({ kind: 'tenant' }, 9, 0), 'AI replies have a daily limit, and this one alone would take more.', undefined],
])('%s is told so, politely, and when to come back', ([, given, detail, retryAfterMs]) => {
  expect(decide(given)).toEqual({ kind: 'refused', code: 'budget-spent', scope: given.scope, detail, retryAfterMs });
});

test('of several that refuse, the narrowest speaks', () => {
  const [user, chat, tenant] = [standing({ kind: 'user', userId: 'alice' }, 50, 50), standing({ kind: 'chat', chat: 'c' }, 50, 50), standing({ kind: 'tenant' }, 50, 50)];
  expect([decide(tenant, chat, user), decide(tenant, chat)]).toMatchObject([{ scope: user.scope }, { scope: chat.scope }]);
});

test('a reply that is kept is not generated again, and asking for nothing gives back what was held', () => {
  expect(decideAiReply({ nowMs, isKept: true, standings: [standing({ kind: 'tenant' }, 1, 9)] }, wish)).toEqual({ kind: 'kept' });
  expect(decideAiReply({ nowMs, isKept: false, standings: [standing({ kind: 'tenant' }, 1, 9)] }, { ...wish, maxTokens: 0 })).toEqual({ kind: 'released' });
});

test('a cost that nobody knows in advance passes until the budget of cost is used up', () => {
  const costs = (costMinor: bigint): AiStanding => ({ scope: { kind: 'tenant' }, budget: { tokens: undefined, cost: { amountMinor: 5n, unit: 'USD' } }, used: { tokens: 0, costMinor }, held: { tokens: 0, costMinor: 0n } });
  expect([decide(costs(4n)).kind, decide(costs(5n)).kind]).toEqual(['granted', 'refused']);
});
