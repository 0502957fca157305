import type { RecordedEvent } from '../events/event.ts';
import type { Change } from './health-summary.ts';
import type { LayerHealth } from './reading.ts';

/** What one page of "what changed" holds. */
export const maxChanges = 50;

/** Two looks at the layers, and where the later of their windows starts. */
export interface TwoLooks {
  readonly before: readonly LayerHealth[];
  readonly now: readonly LayerHealth[];
  /** A change of verdict is dated here: somewhere in this window it came about, and this is where it shows. */
  readonly windowStartMs: number;
}

/** Changes of verdict and recorded events in one list, newest first. */
export function changes(looks: TwoLooks, events: readonly RecordedEvent[]): Change[] {
  return [...verdictChanges(looks), ...events.map(eventChange)].toSorted((a, b) => b.atMs - a.atMs).slice(0, maxChanges);
}

function verdictChanges({ before, now, windowStartMs }: TwoLooks): Change[] {
  return now.flatMap((layer) => {
    const earlier = before.find((one) => one.layer === layer.layer)?.verdict ?? 'no-data';
    return earlier === layer.verdict ? [] : [{ atMs: windowStartMs, kind: 'verdict', text: verdictSentence(layer, earlier), layer: layer.layer }];
  });
}

function verdictSentence({ title, verdict, reason }: LayerHealth, before: LayerHealth['verdict']): string {
  if (verdict === 'no-data') return `${title} stopped reporting; it was ${before}`;
  if (before === 'no-data') return `${title} started reporting, ${verdict}: ${reason}`;
  return `${title} went from ${before} to ${verdict}: ${reason}`;
}

/** `SERVER_STARTED` with the subject "node-1" reads "Server started: node-1". */
function eventChange({ atMs, type, subject }: RecordedEvent): Change {
  const words = type.toLowerCase().replaceAll('_', ' ');
  return { atMs, kind: 'event', text: `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${subject}` };
}
