import type { LayerName } from './sample.ts';

/** Who measured: a server of yours, or a device in a user's hand. The credential decides; client data never alone triggers an action. */
export type Source = 'server' | 'client';

/** What makes one series: two samples that agree in all of this are measurements of the same thing. */
export interface Series {
  readonly tenant: string;
  readonly layer: LayerName;
  readonly type: string;
  readonly service: string;
  /** Empty where it is not known. */
  readonly region: string;
  readonly source: Source;
  /** Few names, few distinct values each; `release` and device classes live here. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Who is measured where: a series without its metric. */
export type Place = Omit<Series, 'layer' | 'type'>;

// A unit separator cannot occur in a part: `parseSample` refuses control characters.
const separator = '\u001f';

/** One string per series, the same on every node and in every run. */
export function seriesKey(series: Series): string {
  return series.tenant + separator + series.layer + separator + series.type + separator + series.source + separator + series.service + separator + series.region + labelsKey(series);
}

/** One string per place. */
export function placeKey(place: Place): string {
  return place.tenant + separator + place.source + separator + place.service + separator + place.region + labelsKey(place);
}

function labelsKey({ labels }: Place): string {
  let key = '';
  for (const name of Object.keys(labels).toSorted()) key += separator + name + separator + labels[name];
  return key;
}
