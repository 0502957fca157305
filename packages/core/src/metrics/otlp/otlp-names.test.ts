import { expect, test } from 'vitest';
import { metricDefinition } from '../sample.ts';
import { otlpNames } from './otlp-names.ts';
import { unitChange } from './otlp-units.ts';

test.each(Object.entries(otlpNames))('%s leads to a metric of the catalog, in a unit that converts to its unit', (_name, { layer, type, unit, matched }) => {
  const definition = metricDefinition(layer, type);
  expect(definition).toBeDefined();
  expect(unitChange(unit, definition?.unit ?? '')).toBeDefined();
  expect(definition?.kind === 'ratio').toBe(matched !== undefined);
});
