import type { Series } from './series.ts';

/** Units as Prometheus spells them; one that is only a count is left out. */
const unitWords: Readonly<Record<string, string>> = { 'ms': 'milliseconds', 'MB': 'megabytes', 'bytes/s': 'bytes_per_second', 'count': '', 'good/total': '' };

/** `sora_api_latency_milliseconds`, `sora_mobile_fps`: a unit that repeats the type is said once. */
export function familyName({ layer, type }: Pick<Series, 'layer' | 'type'>, unit: string): string {
  const unitWord = unitWords[unit] ?? unit;
  return ['sora', layer, type, unitWord === type.toLowerCase() ? '' : unitWord].filter((part) => part !== '').map((part) => plain(part.toLowerCase())).join('_');
}

/** Names that every series uses for itself; `le` belongs to histograms. */
const taken = ['service', 'region', 'source', 'le'];

/**
 * A Prometheus name for each label of a family, no two alike. A name that is valid as it is keeps it; of `http.route` and `http_route` in
 * one family the first becomes `http_route_2`. The same set of names gives the same result, in any order.
 */
export function labelNames(labels: Iterable<string>): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = new Map<string, string>();
  const sorted = [...new Set(labels)].toSorted();
  for (const label of [...sorted.filter((each) => plain(each) === each), ...sorted.filter((each) => plain(each) !== each)]) {
    let name = plain(label);
    for (let next = 2; used.has(name); next += 1) name = `${plain(label)}_${next}`;
    used.add(name);
    names.set(label, name);
  }
  return names;
}

/** Prometheus allows letters, digits and "_" in a label name, and keeps those that start with "__" for itself. */
function plain(text: string): string {
  const allowed = text.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^([0-9]|__)/.test(allowed) ? `x${allowed}` : allowed;
}

/** The escapes of a label's value in text format 0.0.4. */
export function escapeLabelValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** The escapes of a HELP line, where quotes stay as they are. */
export function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
