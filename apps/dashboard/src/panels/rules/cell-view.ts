import type { RulesCell, RulesWitness } from '@sora/core';
import { capital, type Tone } from '../../ui/words.ts';
import { shortPath } from './matrix-view.ts';
import { wordsOf } from './principal-words.ts';
import { type WitnessView, witnessView } from './witness-view.ts';

/** Why a cell is as it is. */
export interface CellDetail {
  readonly tone: Tone;
  readonly headline: string;
  readonly why: string;
  readonly facts: readonly string[];
  readonly witnesses: readonly (WitnessView & { readonly title: string })[];
}

/** @param found if a finding is about it */
export function cellDetail({ match, operation, principal, verdict }: RulesCell, found: boolean): CellDetail {
  const about = `${capital(wordsOf(principal).words)}: ${operation} ${shortPath(match)}`;
  switch (verdict.kind) {
    case 'allow': return {
      tone: found ? 'critical' : 'info', headline: `${about} is allowed${found ? ', and was not meant' : ''}`, facts: [],
      why: verdict.steps.length === 0 ? `Line ${verdict.line} lets this request through. It was run.` : `Line ${verdict.line} lets the last of these requests through, after the others of the same caller. All were run, in this order.`,
      witnesses: inOrder([...verdict.steps, verdict.witness]),
    };
    case 'conditional': return {
      tone: found ? 'critical' : 'degraded', headline: `${about} is allowed on conditions${found ? ', and was not meant' : ''}`,
      why: `Line ${verdict.line} lets it through where these facts hold, which the caller cannot bring about. It was run with them, and without each: then it was denied.`,
      facts: verdict.facts.map(({ text }) => text),
      witnesses: [{ ...witnessView(verdict.witness), title: 'Allowed' }, ...verdict.facts.map(({ text, without }) => ({ ...witnessView(without), title: `Denied without ${text}` }))],
    };
    case 'deny': return { tone: 'healthy', headline: `${about} is denied`, why: 'For all data, all other documents and all queries: every condition is false or fails. No request of this caller gets through.', facts: [], witnesses: [] };
    case 'undecided': return { tone: 'quiet', headline: `${about} was not decided`, why: `${reasons[verdict.reason] ?? verdict.reason}. Where the data is protected, it costs points.`, facts: [], witnesses: [] };
  }
}

function inOrder(witnesses: readonly RulesWitness[]): CellDetail['witnesses'] {
  return witnesses.map((witness, at) => ({ ...witnessView(witness), title: witnesses.length === 1 ? 'The request' : `Request ${at + 1}` }));
}

const reasons: Readonly<Record<string, string>> = {
  'too-many-cases': 'There are more cases than the search looks at',
  'not-understood': 'The rules use something that the prover does not see into, and no example got through',
  'not-confirmed': 'It looked allowed, and the evaluator refused the request',
};
