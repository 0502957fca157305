import type { Problem } from '../api/problem.ts';

interface Props<Cursor> {
  /** Undefined at the end. */
  readonly cursor: Cursor | undefined;
  readonly problem: Problem | undefined;
  readonly load: (cursor: Cursor) => Promise<void>;
  readonly what: string;
}

/** The way to what is older, while there is any. */
export function OlderButton<Cursor>({ cursor, problem, load, what }: Props<Cursor>) {
  return (
    <>
      {problem !== undefined && <p className="empty" role="alert">{problem.title}. {problem.remedy}</p>}
      {cursor !== undefined && <button type="button" className="button more" onClick={() => void load(cursor)}>Load older {what}</button>}
    </>
  );
}
