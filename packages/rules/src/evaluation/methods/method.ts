import type { RegexEngine } from '../regex-engine.ts';
import type { Outcome, Value } from '../values/value.ts';

/** What a method may be given: a type, one of several, or anything. */
export type Parameter = Value['kind'] | 'any' | 'number' | 'collection';

/** A method of one type. `run` is called with as many arguments as it takes, of the types it takes, nothing unknown among them. */
export interface Method<Target extends Value = Value> {
  readonly takes: readonly Parameter[];
  run(target: Target, given: readonly Value[], tools: Tools): Outcome;
}

export interface Tools {
  readonly regex: RegexEngine | undefined;
}

export type Methods<Target extends Value> = Readonly<Record<string, Method<Target>>>;

/** A method without arguments. */
export function getter<Target extends Value>(read: (target: Target) => Outcome): Method<Target> {
  return { takes: [], run: read };
}

export function accepts(parameter: Parameter, value: Value): boolean {
  switch (parameter) {
    case 'any': return true;
    case 'number': return value.kind === 'int' || value.kind === 'float';
    case 'collection': return value.kind === 'list' || value.kind === 'set';
    default: return value.kind === parameter;
  }
}

/** The text of an argument that was checked to be a string. */
export function textOf(value: Value | undefined): string {
  return value?.kind === 'string' ? value.value : '';
}

/** The number of an argument that was checked to be one. */
export function numberOf(value: Value | undefined): number {
  return value?.kind === 'int' || value?.kind === 'float' ? Number(value.value) : Number.NaN;
}

export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' || value?.kind === 'set' ? value.items : [];
}
