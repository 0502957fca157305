import { useSora } from '../../app/context.ts';
import { formatRoute, ranges } from '../../app/route.ts';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { choicesOf, withRegion, withService, type LayerRoute } from './filter-view.ts';

interface Props {
  readonly route: LayerRoute;
  readonly services: readonly string[];
  readonly regions: readonly string[];
}

export function LayerControls({ route, services, regions }: Props) {
  const { go } = useSora().route;
  const choices = ranges.map(({ minutes, label }) => ({ label, href: formatRoute({ ...route, range: minutes }), current: route.range === minutes }));
  return (
    <div className="controls">
      <Segments label="Time range" choices={choices} />
      <Select label="Service" value={route.service ?? ''} choices={choicesOf(services, route.service, 'All services')} choose={(service) => go(withService(route, service))} />
      <Select label="Region" value={route.region ?? ''} choices={choicesOf(regions, route.region, 'All regions')} choose={(region) => go(withRegion(route, region))} />
    </div>
  );
}
