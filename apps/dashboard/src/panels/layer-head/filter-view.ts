import { ranges, type Route } from '../../app/route.ts';

export type LayerRoute = Extract<Route, { readonly view: 'layer' }>;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A filter's choices: what was seen in the window, and what is chosen even when it was not seen. */
export function choicesOf(seen: readonly string[], chosen: string | undefined, all: string): readonly Choice[] {
  const values = new Set(seen.filter((value) => value !== ''));
  if (chosen !== undefined) values.add(chosen);
  return [{ value: '', label: all }, ...[...values].toSorted().map((value) => ({ value, label: value }))];
}

export function withService(route: LayerRoute, service: string): LayerRoute {
  const { service: _, ...rest } = route;
  return service === '' ? rest : { ...rest, service };
}

export function withRegion(route: LayerRoute, region: string): LayerRoute {
  const { region: _, ...rest } = route;
  return region === '' ? rest : { ...rest, region };
}

/** `the last hour, checkout, eu-west1`: what the numbers below are about. */
export function scopeWords({ range, service, region }: LayerRoute): string {
  const words = ranges.find(({ minutes }) => minutes === range)?.words ?? `the last ${range} minutes`;
  return [words, service, region].filter((part) => part !== undefined).join(', ');
}
