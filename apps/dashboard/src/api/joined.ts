import type { Answer } from './ask.ts';

/** One answer out of several: all values, or the first problem. */
export function joined<Values extends readonly unknown[], Whole>(answers: { readonly [Index in keyof Values]: Answer<Values[Index]> }, make: (values: Values) => Whole): Answer<Whole> {
  const values: unknown[] = [];
  for (const answer of answers) {
    if (answer.kind === 'problem') return answer;
    values.push(answer.value);
  }
  // In the order they came in: the mapped type above says so, and TypeScript cannot follow it through a loop.
  return { kind: 'ok', value: make(values as unknown as Values) };
}
