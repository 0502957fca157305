import { layerNames, metricDefinition, metricLayers } from '@sora/core';
import { expect, test } from 'vitest';
import { codeLine } from './code-line.ts';

test('the line that fills the mobile tile is the documented one', () => {
  expect(codeLine('MOBILE')).toBe("await trackMetric({ layer: 'MOBILE', type: 'FPS', service: 'my-app', value: 60, unit: 'fps' });");
});

test('every line names a type of its layer, with its unit and a value on the healthy side', () => {
  for (const layer of layerNames) {
    for (const type of Object.keys(metricLayers[layer].metrics)) {
      const [, named, value, unit] = /type: '(\w+)', service: 'my-app', value: ([\d.]+), unit: '([^']+)'/.exec(codeLine(layer, type)) ?? [];
      const definition = metricDefinition(layer, String(named));
      expect([named, unit]).toEqual([type, definition?.unit]);
      const healthy = definition?.healthy;
      if (healthy !== undefined && 'below' in healthy) expect(Number(value)).toBeLessThan(healthy.below);
      if (healthy !== undefined && 'above' in healthy) expect(Number(value)).toBeGreaterThan(healthy.above);
    }
  }
});
