import type { RulesCell, RulesFileKind } from '@sora/core';
import { useEffect, useRef } from 'react';
import { formatRoute } from '../../app/route.ts';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { cellDetail } from './cell-view.ts';

/** Why one cell is as it is: the request, the proof, the facts, or the reason why it was not decided. */
export function CellPanel({ cell, found, file }: { readonly cell: RulesCell; readonly found: boolean; readonly file: RulesFileKind }) {
  const view = cellDetail(cell, found);
  const shown = useRef<HTMLElement>(null);
  // Also when it was chosen from afar, in the list of findings. In braces: newer browsers answer a promise, which React takes for a clean-up.
  useEffect(() => { shown.current?.scrollIntoView({ block: 'nearest' }); }, []);
  return (
    <section ref={shown} className={`rules-why tone-${view.tone}`} aria-live="polite" aria-label="Why" data-why={cell.verdict.kind}>
      <header><p className="severity"><ToneIcon tone={view.tone} /><strong>{view.headline}</strong></p><a className="text-link" href={formatRoute({ view: 'rules', file })}>Close</a></header>
      <p>{view.why}</p>
      {view.facts.length > 0 && <ul className="rules-facts">{view.facts.map((fact) => <li key={fact}><code>{fact}</code></li>)}</ul>}
      {view.witnesses.map(({ title, headline, json }, at) => (
        <details key={title} open={at === 0}>
          <summary>{title}: <code>{headline}</code></summary>
          <pre tabIndex={0} aria-label={`${title}, with the database that it meets`}>{json}</pre>
        </details>
      ))}
    </section>
  );
}
