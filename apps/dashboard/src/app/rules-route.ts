import type { RulesFileKind } from '@sora/core';

/** One cell of the matrix: by the line of its match, the operation and the caller. */
export interface CellPlace {
  readonly line: number;
  readonly operation: string;
  readonly principal: string;
}

/** What is shown of the security rules. */
export interface RulesRoute {
  readonly view: 'rules';
  /** Without it, the first that there is. */
  readonly file?: RulesFileKind;
  readonly cell?: CellPlace;
}

export const rulesHome: RulesRoute = { view: 'rules' };

const cellPattern = /^([1-9]\d{0,6})\.([a-z]+)\.([a-z-]+)$/;

export function parseRulesRoute(params: URLSearchParams): RulesRoute {
  const file = (['firestore', 'storage'] as const).find((kind) => kind === params.get('file'));
  const [, line, operation, principal] = cellPattern.exec(params.get('cell') ?? '') ?? [];
  const cell = line === undefined || operation === undefined || principal === undefined ? undefined : { line: Number(line), operation, principal };
  return { view: 'rules', ...(file !== undefined && { file }), ...(cell !== undefined && { cell }) };
}

export function rulesParameters({ file, cell }: RulesRoute): Record<string, string> {
  return { view: 'rules', ...(file !== undefined && { file }), ...(cell !== undefined && { cell: `${cell.line}.${cell.operation}.${cell.principal}` }) };
}
