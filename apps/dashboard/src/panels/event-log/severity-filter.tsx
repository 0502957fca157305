import type { Severity } from '@sora/core';
import { formatRoute, severities } from '../../app/route.ts';
import { Segments } from '../../ui/segments.tsx';
import { titleOf } from '../../ui/words.ts';

export function SeverityFilter({ chosen }: { readonly chosen: Severity | undefined }) {
  const all = { label: 'All', href: formatRoute({ view: 'events' }), current: chosen === undefined };
  const each = severities.map((severity) => ({ label: titleOf(severity), href: formatRoute({ view: 'events', severity }), current: chosen === severity }));
  return <div className="controls"><Segments label="Severity" choices={[all, ...each]} /></div>;
}
