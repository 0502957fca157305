import type { RulesAuth } from '../evaluation/request/request.ts';
import type { Access } from './access.ts';
import { withSteps } from './escalation.ts';
import { factsOf } from './facts.ts';
import { goalCondition } from './goal.ts';
import { scenesOf, startOf } from './scenes.ts';
import { type Search, search } from './search/search.ts';
import { usesOf } from './uses.ts';
import type { Conditional, Verdict } from './verdict.ts';
import { conditionsFor, type Known, questionOf, searchThrough, type Way } from './way.ts';
import { telling, type Witness } from './witness.ts';

export interface Asked extends Access {
  readonly goal?: string;
}

/** What the caller may do, by looking for a way through every allow that covers the operation. */
export function verdictOf(known: Known, asked: Asked): Verdict {
  const goals = asked.goal === undefined ? [] : [goalCondition(asked.goal, asked.target.service)];
  const verdicts: Verdict[] = [];
  for (const scene of scenesOf(asked, known.settings, known.uids)) {
    for (const condition of conditionsFor(known.ruleset, scene)) {
      const verdict = verdictThrough(known, { condition, goals, scene });
      if (verdict.kind === 'allow') return verdict;
      verdicts.push(verdict);
    }
  }
  return mildest(verdicts);
}

/** Nothing is denied while anything is open, and nothing open that a fact would allow; of facts, those that say nothing of who the caller is. */
function mildest(verdicts: readonly Verdict[]): Verdict {
  const weight = ({ facts }: Conditional) => facts.length + (facts.some(({ text }) => text.includes('{caller}')) ? 100 : 0);
  const conditionals = verdicts.filter((verdict) => verdict.kind === 'conditional').toSorted((a, b) => weight(a) - weight(b));
  return conditionals[0] ?? verdicts.find(({ kind }) => kind === 'undecided') ?? { kind: 'deny' };
}

function verdictThrough(known: Known, way: Way): Verdict {
  const isForAll = [way.condition, ...way.goals].every((condition) => !usesOf(condition).auth);
  if (!isForAll) return verdictFor(known, way);
  const question = questionOf(way);
  const verdict = known.forAll.get(question) ?? verdictFor(known, way);
  known.forAll.set(question, verdict);
  return as(way.scene.auth, verdict);
}

/** The same, asked by somebody else: the condition does not look at who asks. */
function as(auth: RulesAuth | null, verdict: Verdict): Verdict {
  const asked = (witness: Witness): Witness => ({ ...witness, request: { ...witness.request, auth } });
  if (verdict.kind === 'allow') return { ...verdict, witness: asked(verdict.witness) };
  if (verdict.kind !== 'conditional') return verdict;
  return { ...verdict, witness: asked(verdict.witness), facts: verdict.facts.map((fact) => ({ ...fact, without: asked(fact.without) })) };
}

function verdictFor(known: Known, way: Way): Verdict {
  const what = searchThrough(known, way);
  const isRemembered = what.memory.has(beginning);
  const verdict = direct(what, way);
  if (verdict.kind === 'allow') return verdict;
  // What another caller did may need a fact that this caller does without.
  const own = isRemembered && verdict.kind !== 'deny' ? direct({ ...what, memory: new Map() }, way) : verdict;
  return own.kind === 'allow' ? own : (withSteps(known, way, way.condition.allow.range.start.line) ?? own);
}

const beginning = '';

/** By one request. */
function direct(what: Search, { scene, condition }: Way): Verdict {
  const start = startOf(scene);
  const found = search(what, { name: beginning, state: start });
  if (found.kind !== 'found') return found.kind === 'none' ? { kind: 'deny' } : { kind: 'undecided', reason: found.reason };
  const { facts, isCertain } = factsOf(what, found, start);
  const { line } = condition.allow.range.start;
  if (!isCertain) return { kind: 'undecided', reason: 'not-confirmed' };
  const witness = telling(found.witness, what.isConfirmed);
  return facts.length === 0 ? { kind: 'allow', line, witness, steps: [] } : { kind: 'conditional', line, witness, facts };
}
