import { useState } from 'react';
import type { Answer } from '../api/ask.ts';
import type { Problem } from '../api/problem.ts';
import { useSora } from './context.ts';

export type ActionState<T = unknown> = { readonly kind: 'idle' } | { readonly kind: 'working' } | { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly problem: Problem };

/** Something a person asks for, once at a time; what is on screen is read again after it. */
export function useAction<T>(perform: () => Promise<Answer<T>>): readonly [state: ActionState<T>, act: () => void] {
  const { live, session } = useSora();
  const [state, set] = useState<ActionState<T>>({ kind: 'idle' });
  async function act(): Promise<void> {
    set({ kind: 'working' });
    const answer = await perform();
    set(answer.kind === 'ok' ? { kind: 'done', value: answer.value } : { kind: 'refused', problem: answer.problem });
    if (answer.kind === 'problem' && answer.problem.status === 401) session.lost();
    live.refreshAll();
  }
  return [state, () => { if (state.kind !== 'working') void act(); }];
}
