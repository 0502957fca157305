import { labelProblem, maxLabels, regionProblem, serviceProblem } from '../parse-sample-labels.ts';
import type { OtlpAttributes } from './otlp-metrics.ts';
import type { OtlpContext } from './otlp-place.ts';

/**
 * Attributes of data points that become labels, and their name there: those with few distinct values by their convention. Everything
 * else is left out, ids above all: `user.id`, `url.full`, `server.address`, `http.response.status_code` (it makes ERROR instead) ...
 */
const labelOf: Readonly<Record<string, string>> = {
  'http.route': 'http.route', // a template by convention: /users/:id
  'http.request.method': 'http.request.method',
  'gen_ai.request.model': 'gen_ai.request.model',
  'gen_ai.operation.name': 'gen_ai.operation.name',
  'gen_ai.provider.name': 'gen_ai.provider.name',
  'gen_ai.token.type': 'type', // the label that AI TOKENS has in the catalog
  'db.system.name': 'db.system.name',
  'db.operation.name': 'db.operation.name',
  'faas.trigger': 'faas.trigger',
  'type': 'type',
  'operation': 'operation',
  'provider': 'provider',
  'platform': 'platform',
  'queue': 'queue',
  'feature': 'feature',
};

/** `service.name`, with "-" for each character that a service may not have (the SDK's default is `unknown_service:node`). */
export function serviceOf(resource: OtlpAttributes): string {
  const service = String(resource.get('service.name') ?? '').replaceAll(/[^A-Za-z0-9._/-]/g, '-').slice(0, 64);
  return serviceProblem(service) === undefined ? service : 'unknown_service';
}

/** `cloud.region`; empty where it is not known or no region. */
export function regionOf(resource: OtlpAttributes): string {
  const region = resource.get('cloud.region') ?? '';
  return typeof region === 'string' && regionProblem(region) === undefined ? region : '';
}

/** `service.version` as `release`, then the allowed attributes in their order; one that is no label value is left out. */
export function labelsOf({ point, resource }: OtlpContext): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  keep(labels, 'release', resource.get('service.version'));
  let room = maxLabels;
  for (const [attribute, value] of point) {
    if (room > 0 && Object.hasOwn(labelOf, attribute) && keep(labels, labelOf[attribute] as string, value)) room -= 1;
  }
  return labels;
}

function keep(labels: Record<string, string>, name: string, value: string | number | boolean | undefined): boolean {
  const text = value === undefined ? '' : String(value);
  if (text === '' || labelProblem(name, text) !== undefined) return false;
  labels[name] = text;
  return true;
}
