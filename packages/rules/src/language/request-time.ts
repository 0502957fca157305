import type { Expression } from './ast.ts';

/** `request.time`. */
export function isRequestTime(expression: Expression): boolean {
  return expression.kind === 'member' && expression.name.text === 'time' && expression.object.kind === 'variable' && expression.object.name === 'request';
}

/** Milliseconds since 1970 of `timestamp.date(2026, 2, 14)` and `timestamp.value(1771027200000)`. */
export function dateOf(expression: Expression): number | undefined {
  if (expression.kind !== 'method' || expression.object.kind !== 'variable' || expression.object.name !== 'timestamp') return undefined;
  const numbers = expression.arguments.map((argument) => (argument.kind === 'literal' && argument.value.kind === 'int' ? Number(argument.value.value) : Number.NaN));
  const [first = Number.NaN, month = Number.NaN, day = Number.NaN] = numbers;
  const atMs = expression.name.text === 'date' ? Date.UTC(first, month - 1, day) : expression.name.text === 'value' ? first : Number.NaN;
  return Number.isFinite(atMs) && Math.abs(atMs) <= 8.64e15 ? atMs : undefined;
}
