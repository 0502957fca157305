import { useSora } from '../../app/context.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { searchTarget } from './search-target.ts';

/** As long as the longest account, a space and the longest key. */
const longest = 360;

/** One box for everything that names money. */
export function MoneySearch({ text }: { readonly text: string }) {
  const { go } = useSora().route;
  return <SearchBox text={text} label="User, account or idempotency key" placeholder="User, account or key" longest={longest} find={(typed) => go(searchTarget(typed))} />;
}
