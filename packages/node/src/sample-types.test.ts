import type { Sample, SampleSeries } from '@sora/core';
import { describe, expectTypeOf, test } from 'vitest';
import type { bindMetric, trackMetric } from './track-metric.ts';

// What is checked here is checked by the compiler: a line marked @ts-expect-error that compiles is an error itself.
const measure = (_sample: Parameters<typeof trackMetric>[0]): void => undefined;
const bind = (_series: Parameters<typeof bindMetric>[0]): void => undefined;

describe('trackMetric is typed by the catalog of the layers', () => {
  test('the samples of the design compile', () => {
    measure({ layer: 'FUNCTIONS', type: 'LATENCY', service: 'my-service', value: 150, unit: 'ms', metadata: { region: 'us-central1' } });
    measure({ layer: 'MOBILE', type: 'FPS', service: 'app', value: 60, unit: 'fps', ageMs: 5 });
    measure({ layer: 'AI', type: 'TOKENS', service: 'translate', value: 12, unit: 'count', metadata: { type: 'input', cached: true, tier: 3 } });
    bind({ layer: 'API', type: 'ERROR', service: 'api', unit: 'good/total' });
    expectTypeOf<Parameters<typeof trackMetric>[0]>().toEqualTypeOf<Sample>();
    expectTypeOf<Parameters<typeof bindMetric>[0]>().toEqualTypeOf<SampleSeries>();
  });

  test('a unit that is not the metric’s does not compile', () => {
    // @ts-expect-error a latency is measured in ms
    measure({ layer: 'FUNCTIONS', type: 'LATENCY', service: 's', value: 1, unit: 's' });
    // @ts-expect-error frames per second, not a count
    bind({ layer: 'MOBILE', type: 'FPS', service: 's', unit: 'count' });
  });

  test('a type of another layer, and a layer that does not exist, do not compile', () => {
    // @ts-expect-error FPS belongs to MOBILE
    measure({ layer: 'API', type: 'FPS', service: 's', value: 1, unit: 'fps' });
    // @ts-expect-error there is no such layer
    measure({ layer: 'DATABASE', type: 'LATENCY', service: 's', value: 1, unit: 'ms' });
  });

  test('a label that would make one series per person does not compile', () => {
    // @ts-expect-error a person
    measure({ layer: 'API', type: 'LATENCY', service: 's', value: 1, unit: 'ms', metadata: { userId: '42' } });
    // @ts-expect-error a request
    bind({ layer: 'API', type: 'LATENCY', service: 's', unit: 'ms', metadata: { requestId: '42' } });
  });

  test('a missing service and a value in words do not compile', () => {
    // @ts-expect-error who measured?
    measure({ layer: 'API', type: 'LATENCY', value: 1, unit: 'ms' });
    // @ts-expect-error a number
    measure({ layer: 'API', type: 'LATENCY', service: 's', value: '1', unit: 'ms' });
    // @ts-expect-error a bound series has its values recorded, not given
    bind({ layer: 'API', type: 'LATENCY', service: 's', unit: 'ms', value: 1 });
  });
});
