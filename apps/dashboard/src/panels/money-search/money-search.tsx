import { useState } from 'react';
import { useSora } from '../../app/context.ts';
import { searchTarget } from './search-target.ts';

/** As long as the longest key. */
const longest = 200;

/** One box for everything that names money. */
export function MoneySearch({ text }: { readonly text: string }) {
  const { go } = useSora().route;
  const [typed, type] = useState(text);
  function submit(event: React.SubmitEvent): void {
    event.preventDefault();
    go(searchTarget(typed));
  }
  return (
    <search>
      <form className="money-search" onSubmit={submit}>
        <input type="search" aria-label="User, account or idempotency key" placeholder="User, account or key" value={typed} onChange={(event) => type(event.target.value)} maxLength={longest} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <button className="button">Find</button>
      </form>
    </search>
  );
}
