import { inBrowserRows } from './client/in-browser.ts';
import { hermesRows } from './client/hermes-start.ts';
import { metricCallRows } from './client/metric-call.ts';
import { onDiskRows } from './client/on-disk.ts';
import { lostAnswersRows } from './client/lost-answers.ts';
import { sizeRows } from './client/sizes.ts';
import type { Section } from './section.ts';

/** Issue "The client", speed and size. */
export const clientSections: readonly Section[] = [
  { name: 'size', rows: sizeRows },
  { name: 'disk', rows: onDiskRows },
  { name: 'browser', rows: inBrowserRows },
  { name: 'measurement', rows: metricCallRows },
  { name: 'hermes', rows: hermesRows },
  { name: 'lost-answers', rows: lostAnswersRows },
];
