import { bool } from '../../evaluation/values/value.ts';
import type { OpenPart } from '../../evaluation/watch.ts';
import type { Choices, Chooser } from './chooser.ts';
import { membership } from './membership-choices.ts';
import { methodChoices } from './method-choices.ts';
import { suppose } from './state.ts';
import { equality, joining, order } from './value-choices.ts';
import { constants, samplesOfFirst, standingFor, types } from './variable-choices.ts';
import { placeOfDocument } from './world-values.ts';

/** How to go on where an evaluation hangs on this part; `undefined` where nothing here says how. */
export function choicesOf(chooser: Chooser, part: OpenPart): Choices | undefined {
  switch (part.kind) {
    case 'truth': return constants(chooser, part.value, [bool(true), bool(false)]);
    case 'is': return types(chooser, part.value, part.type);
    case 'binary': return binary(chooser, part);
    case 'method': return methodChoices(chooser, part);
    case 'function': return samplesOfFirst(chooser, part.given);
    case 'index': return samplesOfFirst(chooser, [part.object, part.at]);
    case 'inserted': return types(chooser, part.value, 'string') ?? standingFor(chooser, part.value);
    case 'look': return existence(chooser, part);
  }
}

function binary(chooser: Chooser, { operator, left, right }: Extract<OpenPart, { kind: 'binary' }>): Choices | undefined {
  switch (operator) {
    case '==':
    case '!=': return equality(chooser, left, right);
    case 'in': return membership(chooser, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=': return order(chooser, { operator, left, right });
    default: return (operator === '+' ? joining(chooser, left, right) : undefined) ?? samplesOfFirst(chooser, [left, right]);
  }
}

function existence(chooser: Chooser, { name, path }: Extract<OpenPart, { kind: 'look' }>): Choices | undefined {
  if (path.kind !== 'path') return undefined;
  const place = placeOfDocument(chooser.scene, { name, path });
  const there = suppose(chooser.state, place, { kind: 'some', known: {} });
  const missing = suppose(chooser.state, place, { kind: 'missing' });
  return { states: [there, missing].filter((state) => state !== undefined), isExhaustive: true, rank: 0 };
}
