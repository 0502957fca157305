import type { ActionState } from '../app/use-action.ts';

/** What became of something a person asked for, said aloud too. */
export function ActionNote({ state, done }: { readonly state: ActionState; readonly done: string }) {
  const words = state.kind === 'refused' ? `${state.problem.detail ?? state.problem.title} ${state.problem.remedy ?? ''}` : state.kind === 'done' ? done : '';
  return <p className="note" role="status">{words}</p>;
}
