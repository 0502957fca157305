import { expect, test } from 'vitest';
import { choicesOf, scopeWords, withRegion, withService } from './filter-view.ts';

const route = { view: 'layer', layer: 'API', range: 60 } as const;

test('a filter that is on stays choosable when the window no longer holds it', () => {
  expect(choicesOf(['feed', ''], 'checkout', 'All services').map(({ label }) => label)).toEqual(['All services', 'checkout', 'feed']);
});

test('choosing all takes the filter out of the address', () => {
  expect(withService({ ...route, service: 'feed', region: 'eu' }, '')).toEqual({ ...route, region: 'eu' });
  expect(withRegion(withService(route, 'feed'), 'us')).toEqual({ ...route, service: 'feed', region: 'us' });
});

test('the numbers say what they are about', () => {
  expect(scopeWords({ ...route, service: 'feed' })).toBe('the last hour, feed');
});
