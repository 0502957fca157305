import { problems } from '../packages/core/src/kernel/problems.ts';
import { metricLayers } from '../packages/core/src/metrics/layers/index.ts';
import { endpoints } from '../packages/server/src/http/endpoints/index.ts';
import { settingsSchema } from '../packages/server/src/settings.ts';
import { writeOrCheck } from './lib/generated.ts';
import { endpointsPage } from './reference/endpoints-page.ts';
import { errorsPage } from './reference/errors-page.ts';
import type { ObjectSchema } from './reference/fields.ts';
import { metricsPage } from './reference/metrics-page.ts';
import { settingsPage } from './reference/settings-page.ts';

/** What a caller writes, before defaults and conversions. */
function inputSchema(schema: { toJSONSchema(parameters: { io: 'input'; unrepresentable: 'any' }): object }): ObjectSchema {
  return schema.toJSONSchema({ io: 'input', unrepresentable: 'any' });
}

/** Every generated page; add one here, with its renderer in `reference/`. */
const pages = {
  metrics: () => metricsPage(Object.values(metricLayers)),
  errors: () => errorsPage(problems),
  settings: () => settingsPage(inputSchema(settingsSchema)),
  endpoints: () => endpointsPage(endpoints.map((one) => ({ ...one, input: inputSchema(one.input) }))),
};

writeOrCheck(Object.entries(pages).map(([name, render]) => ({ path: `docs/reference/${name}.md`, text: render() })), 'npm run reference');
