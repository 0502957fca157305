import { flushRows } from './flush.ts';
import { histogramRows } from './histogram.ts';
import { idleRows } from './idle.ts';
import { ingestRows } from './ingest.ts';
import { readRows } from './read.ts';
import type { Section } from './section.ts';

/** Issue "First light", speed and size. */
export const metricSections: readonly Section[] = [
  { name: 'histogram', rows: histogramRows },
  { name: 'ingest', rows: ingestRows },
  { name: 'flush', rows: flushRows },
  { name: 'read', rows: readRows },
  { name: 'idle', rows: idleRows },
];
