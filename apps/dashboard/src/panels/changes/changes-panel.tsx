import type { Change } from '@sora/core';
import { Panel } from '../../ui/panel.tsx';
import { changesView } from './changes-view.ts';

export function ChangesPanel({ changes }: { readonly changes: readonly Change[] }) {
  const views = changesView(changes);
  return (
    <Panel title="What changed">
      {views.length === 0 && <p className="empty">Nothing in the last minutes. Changed verdicts and events appear here.</p>}
      <ol className="changes">
        {views.map((view) => (
          <li key={view.key}><time dateTime={view.atIso}>{view.at}</time><span>{view.text}</span></li>
        ))}
      </ol>
      <a className="more-link" href="/?view=events">All events</a>
    </Panel>
  );
}
