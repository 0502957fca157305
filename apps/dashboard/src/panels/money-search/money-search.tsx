import { useSora } from '../../app/context.ts';
import { searchTarget } from './search-target.ts';

/** As long as the longest key. */
const longest = 200;

/** One box for everything that names money. */
export function MoneySearch({ text }: { readonly text: string }) {
  const { go } = useSora().route;
  return (
    <search>
      <form className="money-search" action={(form) => go(searchTarget(String(form.get('text') ?? '')))}>
        <input name="text" type="search" aria-label="User, account or idempotency key" placeholder="User, account or idempotency key" defaultValue={text} maxLength={longest} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <button className="button">Find</button>
      </form>
    </search>
  );
}
