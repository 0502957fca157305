import type { ReactNode } from 'react';
import type { Resource } from '../api/resource.ts';
import { useSora, useStore } from '../app/context.ts';
import { useNow } from '../app/use-now.ts';
import { frameView } from './frame-view.ts';

interface Props<T> {
  readonly resource: Resource<T>;
  readonly skeleton: ReactNode;
  readonly children: (value: T, stale: string | undefined) => ReactNode;
}

/** Loading, failed, stale or current: the states that every panel shares. */
export function Frame<T>({ resource, skeleton, children }: Props<T>) {
  const { live } = useSora();
  const view = frameView(resource, useStore(live.state).connection, useNow());
  if (view.kind === 'failed') return <Failed headline={view.headline} next={view.next} retry={live.refreshAll} />;
  if (view.kind === 'loading' || resource.value === undefined) return skeleton;
  return children(resource.value, view.stale);
}

function Failed({ headline, next, retry }: { readonly headline: string; readonly next: string; readonly retry: () => void }) {
  return (
    <div className="failed" role="alert">
      <h2>{headline}</h2>
      <p>{next}</p>
      <button type="button" className="button" onClick={retry}>Try now</button>
    </div>
  );
}
