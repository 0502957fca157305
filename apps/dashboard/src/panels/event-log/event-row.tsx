import { ToneIcon } from '../../ui/tone-icon.tsx';
import { severityTone } from '../../ui/words.ts';
import type { EventRow } from './event-log-view.ts';

export function EventRowItem({ row }: { readonly row: EventRow }) {
  return (
    <li className="event" data-event={row.id}>
      <time dateTime={row.atIso}>{row.at}</time>
      <span className={`severity tone-${severityTone(row.severity)}`}><ToneIcon tone={severityTone(row.severity)} />{row.severity}</span>
      <strong>{row.title}</strong>
      <span className="event-subject">{row.subject}</span>
      <span className="event-by">by {row.actor}{row.place === '' ? '' : ` · ${row.place}`}</span>
      {row.payload !== undefined && (
        <details>
          <summary>Details</summary>
          <pre tabIndex={0}>{row.payload}</pre>
        </details>
      )}
    </li>
  );
}
