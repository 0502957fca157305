import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { type AiAmount, type AiBudget, aiDayMs, type AiScope, type AiStanding, type AiWish } from '../../messages/ai-budget.ts';
import { type AiBudgetStore, aiSubject, requireValidAiBudget, requireValidAiWish } from '../../messages/ai-budget-store.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { decideAiReply } from '../../messages/decide-ai-reply.ts';
import type { AiOrigin, Entry } from '../../messages/entry.ts';
import { identityKey } from '../../messages/identity-key.ts';
import { turns } from './chat-turns.ts';
import { rowKey } from './ledger-tables.ts';

export interface MemoryAiBudgetOptions {
  readonly clock: Clock;
  readonly tenants: ReadonlySet<string>;
  /** Where the replies are. */
  readonly chats: Pick<ChatStore, 'chats' | 'range'>;
}

type Reply = Entry & { readonly ai: AiOrigin };
type SetBudget = Pick<AiStanding, 'scope' | 'budget'> & { readonly tenant: string };
type Held = AiWish & { readonly untilMs: number };

/** Walks all replies with every question. */
export function memoryAiBudgetStore({ clock, tenants, chats }: MemoryAiBudgetOptions): AiBudgetStore {
  const budgets = new Map<string, SetBudget>();
  const held = new Map<string, Held>();
  const inTurn = turns();
  const keyOf = (tenant: string, scope: AiScope) => rowKey(tenant, scope.kind, aiSubject(scope));

  async function standing({ tenant, scope, budget }: SetBudget, butFor?: AiWish): Promise<AiStanding> {
    const nowMs = clock.nowMs();
    const today = (await repliesOf(chats, tenant)).filter(({ atMs }) => Math.floor(atMs / aiDayMs) === Math.floor(nowMs / aiDayMs));
    const others = [...held.values()].filter((each) => each.tenant === tenant && each.untilMs > nowMs && (butFor === undefined || identityKey(each) !== identityKey(butFor)));
    return {
      scope, budget,
      used: sum(today.filter(({ chat, ai }) => covers(scope, { chat, askedBy: ai.askedBy })).map(({ ai }) => ({ tokens: ai.inputTokens + ai.outputTokens, cost: ai })), budget),
      held: sum(others.filter((each) => covers(scope, each)).map(({ maxTokens, maxCost }) => ({ tokens: maxTokens, cost: { ...maxCost, costMinor: maxCost.amountMinor } })), budget),
    };
  }

  return {
    set: (tenant, scope, budget) => inTurn(() => {
      requireValidAiBudget(scope, budget);
      if (!tenants.has(tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${tenant}".` });
      if (budget === undefined) budgets.delete(keyOf(tenant, scope));
      else budgets.set(keyOf(tenant, scope), { tenant, scope, budget });
    }),
    ask: (wish) => inTurn(async () => {
      requireValidAiWish(wish);
      await forgetKept(held, chats, wish.tenant);
      const over = [...budgets.values()].filter(({ tenant, scope }) => tenant === wish.tenant && covers(scope, wish));
      const isKept = (await repliesOf(chats, wish.tenant)).some((reply) => identityKey(reply) === identityKey(wish));
      const answer = decideAiReply({ nowMs: clock.nowMs(), isKept, standings: await Promise.all(over.map((each) => standing(each, wish))) }, wish);
      const key = rowKey(wish.tenant, identityKey(wish));
      if (answer.kind === 'granted') held.set(key, { ...wish, untilMs: answer.untilMs });
      else if (answer.kind !== 'refused') held.delete(key);
      return answer;
    }),
    standings: ({ tenant, after, limit }) => inTurn(async () => {
      const from = after === undefined ? '' : keyOf(tenant, after);
      await forgetKept(held, chats, tenant);
      const found = [...budgets].filter(([key]) => key.startsWith(`${tenant} `) && key > from).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return Promise.all(found.slice(0, limit).map(([, each]) => standing(each)));
    }),
  };
}

async function repliesOf(chats: MemoryAiBudgetOptions['chats'], tenant: string): Promise<readonly Reply[]> {
  const all = await chats.chats({ tenant, prefix: '', limit: Infinity });
  const logs = await Promise.all(all.map(({ id, lastSeq }) => chats.range({ tenant, chat: id, fromSeq: 1, toSeq: lastSeq, limit: Infinity })));
  return logs.flat().filter((entry): entry is Reply => entry.ai !== undefined);
}

async function forgetKept(held: Map<string, Held>, chats: MemoryAiBudgetOptions['chats'], tenant: string): Promise<void> {
  for (const reply of await repliesOf(chats, tenant)) held.delete(rowKey(tenant, identityKey(reply)));
}

function covers(scope: AiScope, { chat, askedBy }: { readonly chat: string; readonly askedBy?: string | undefined }): boolean {
  return scope.kind === 'tenant' || (scope.kind === 'chat' ? scope.chat === chat : scope.userId === askedBy);
}

function sum(taken: readonly { readonly tokens: number; readonly cost: { readonly costMinor: bigint; readonly unit: string } }[], { cost: limit }: AiBudget): AiAmount {
  const alike = taken.filter(({ cost }) => cost.unit === limit?.unit);
  return { tokens: taken.reduce((all, { tokens }) => all + tokens, 0), costMinor: alike.reduce((all, { cost }) => all + cost.costMinor, 0n) };
}
