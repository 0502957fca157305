import { metricLayers, type ServiceErrors } from '@sora/core';
import { defaultRange, formatRoute } from '../../app/route.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';

export interface ServiceErrorRow {
  readonly key: string;
  readonly service: string;
  readonly rate: string;
  /** Layer and counts, in a line. */
  readonly facts: string;
  /** Width of its bar, 0 to 1; the worst service fills it. */
  readonly fill: number;
  readonly href: string;
}

export interface ServiceErrorsView {
  readonly rows: readonly ServiceErrorRow[];
  readonly more: number;
}

const shown = 8;

export function serviceErrorsView(services: readonly ServiceErrors[]): ServiceErrorsView {
  const worst = Math.max(...services.map(({ errorRate }) => errorRate), 0);
  return { rows: services.slice(0, shown).map((service) => row(service, worst)), more: Math.max(0, services.length - shown) };
}

function row({ layer, service, failed, total, errorRate }: ServiceErrors, worst: number): ServiceErrorRow {
  return {
    key: `${layer}/${service}`, service, rate: formatPercent(errorRate),
    facts: `${metricLayers[layer].title} · ${formatCount(failed)} of ${formatCount(total)} failed`,
    fill: worst === 0 ? 0 : errorRate / worst,
    href: formatRoute({ view: 'layer', layer, range: defaultRange, service }),
  };
}
