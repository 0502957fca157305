import { CodeSnippet } from '../../ui/code-snippet.tsx';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';
import type { LayerTileView } from './layer-tile-view.ts';

/** A layer without data teaches the line that would fill it. */
export function SilentTile({ view }: { readonly view: LayerTileView }) {
  return (
    <article className="silent-tile" data-layer={view.layer}>
      <header>
        <h3><a href={view.href}>{view.title}</a></h3>
        <VerdictBadge verdict={view.verdict} />
        <p>{view.about}</p>
      </header>
      <CodeSnippet code={view.code} label={`The line that fills ${view.title}`} />
    </article>
  );
}
