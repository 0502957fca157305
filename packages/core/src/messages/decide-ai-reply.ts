import { type AiAnswer, type AiBudget, aiDayMs, type AiFacts, aiHoldMs, type AiRefusal, type AiScope, type AiStanding, type AiWish } from './ai-budget.ts';

/**
 * Whether a reply may be generated. What is held counts as used, so that however many ask at once, on any number of servers, replies go past a
 * budget only by what they take more than they asked for.
 */
export function decideAiReply({ nowMs, isKept, standings }: AiFacts, wish: AiWish): AiAnswer {
  if (isKept) return { kind: 'kept' };
  if (wish.maxTokens === 0 && wish.maxCost.amountMinor === 0n) return { kind: 'released' };
  const refusals = standings.flatMap((standing) => refusalOf(standing, wish, nowMs));
  // The narrowest first: it is the one that its reader can do something about.
  const [first] = refusals.toSorted((a, b) => breadth[a.scope.kind] - breadth[b.scope.kind]);
  return first ?? { kind: 'granted', untilMs: nowMs + aiHoldMs };
}

const breadth = { user: 0, chat: 1, tenant: 2 } as const satisfies Record<AiScope['kind'], number>;

/** How much of a budget a wish finds, and how much it takes. */
interface Measured {
  readonly budget: bigint;
  readonly left: bigint;
  readonly wanted: bigint;
}

function refusalOf({ scope, budget, used, held }: AiStanding, wish: AiWish, nowMs: number): readonly AiRefusal[] {
  const short = [...tokensOf(budget, wish, used.tokens + held.tokens), ...costOf(budget, wish, used.costMinor + held.costMinor)].filter(({ left, wanted }) => left <= 0n || wanted > left);
  if (short.length === 0) return [];
  const isTooLarge = short.some((each) => each.wanted > each.budget);
  const isUsedUp = short.some(({ left }) => left <= 0n);
  return [{ kind: 'refused', code: 'budget-spent', scope, detail: inWords[isTooLarge ? 'too-large' : isUsedUp ? 'used-up' : 'not-enough'](scope), retryAfterMs: isTooLarge ? undefined : aiDayMs - (nowMs % aiDayMs) }];
}

function tokensOf({ tokens }: AiBudget, { maxTokens }: AiWish, taken: number): readonly Measured[] {
  return tokens === undefined ? [] : [{ budget: BigInt(tokens), left: BigInt(tokens) - BigInt(taken), wanted: BigInt(maxTokens) }];
}

/** A cost in another unit is another budget's matter. */
function costOf({ cost }: AiBudget, { maxCost }: AiWish, taken: bigint): readonly Measured[] {
  return cost === undefined ? [] : [{ budget: cost.amountMinor, left: cost.amountMinor - taken, wanted: maxCost.unit === cost.unit ? maxCost.amountMinor : 0n }];
}

const whose = { user: 'Your AI replies', chat: 'The AI replies of this chat', tenant: 'AI replies' } as const satisfies Record<AiScope['kind'], string>;
const back = 'They are back at 00:00 UTC.';

const inWords = {
  'used-up': ({ kind }: AiScope) => `${whose[kind]} for today are used up. ${back}`,
  'not-enough': ({ kind }: AiScope) => `${whose[kind]} for today are nearly used up, and this one would take more than is left. ${back}`,
  'too-large': ({ kind }: AiScope) => `${whose[kind]} have a daily limit, and this one alone would take more.`,
} as const;
