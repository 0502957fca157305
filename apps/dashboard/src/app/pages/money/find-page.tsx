import { useCallback } from 'react';
import { findMoney } from '../../../api/money-api.ts';
import { FoundMoney } from '../../../panels/money-found/found.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { useResource } from '../../use-resource.ts';

/** What a text names: a key, accounts, both or nothing. */
export function FindPage({ text }: { readonly text: string }) {
  const found = useResource(useCallback((signal: AbortSignal) => findMoney(text, signal), [text]));
  return <Frame resource={found} skeleton={<RowsSkeleton />}>{(value, stale) => <FoundMoney text={text} found={value} stale={stale} />}</Frame>;
}
