import type { Ruleset } from '../language/ruleset.ts';
import type { ProofQuestion, Prover } from '../proof/prover.ts';
import { targetsOf } from '../proof/target.ts';
import type { Verdict } from '../proof/verdict.ts';
import type { Witness } from '../proof/witness.ts';
import { noon } from './ask.ts';

/** From the strictest: what one more allow can only move up. */
export const verdictKinds = ['deny', 'undecided', 'conditional', 'allow'] as const satisfies readonly Verdict['kind'][];

/** A prover whose answers are made up, for what is made of answers. */
export function madeUpProver(ruleset: Ruleset, kindOf: (question: ProofQuestion) => Verdict['kind']): Prover {
  return { ruleset, targets: targetsOf(ruleset), verdict: (question) => verdictOf(question, kindOf(question)) };
}

function verdictOf(question: ProofQuestion, kind: Verdict['kind']): Verdict {
  const witness = witnessOf(question);
  const { line } = question.target.flat.match.range.start;
  switch (kind) {
    case 'deny': return { kind };
    case 'undecided': return { kind, reason: 'too-many-cases' };
    case 'conditional': return { kind, line, witness, facts: [{ text: 'resource.data.isPublic == true', without: witness }] };
    case 'allow': return { kind, line, witness, steps: [] };
  }
}

function witnessOf({ target: { example: path }, operation, principal: { auth } }: ProofQuestion): Witness {
  const asked = { service: 'cloud.firestore', auth, time: noon } as const;
  if (operation === 'list') return { request: { ...asked, operation, path, query: { where: [] } }, documents: {}, objects: {} };
  const request = operation === 'create' || operation === 'update' ? { ...asked, operation, path, data: {} } : { ...asked, operation, path };
  return { request, documents: {}, objects: {} };
}
