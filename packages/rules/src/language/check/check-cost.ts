import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import { firebaseLimits as limits } from '../limits.ts';
import type { RulesFile } from '../ast.ts';
import type { Names } from '../names/names.ts';
import { conditionsOf } from './functions-of.ts';
import { costsIn } from './static-cost.ts';

/** Conditions that can use up a request's allowance by themselves. Said of the worst case: a request that is decided early uses less. */
export function checkCost(file: RulesFile, names: Names): readonly Diagnostic[] {
  const costOf = costsIn(names);
  return file.services.flatMap((service) => conditionsOf({ ...file, services: [service] }).flatMap((condition) => {
    const { expressions, accesses } = costOf(condition);
    const found: Diagnostic[] = [];
    const mayAccess = service.name.text === 'firebase.storage' ? limits.accessesFromStorage : limits.accessesPerRequest;
    if (accesses > mayAccess) found.push(diagnostic('too-many-accesses', condition.range, `This condition can ask for documents ${accesses} times.`));
    if (expressions > limits.expressionsPerRequest) found.push(diagnostic('too-many-expressions', condition.range, `This condition can evaluate ${expressions} expressions.`));
    return found;
  }));
}
