import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

test('every view survives the way into the address and back', () => {
  const routes: Route[] = [
    { view: 'overview' },
    { view: 'layer', layer: 'API', range: 60 },
    { view: 'layer', layer: 'PAYMENTS', range: 10_080, service: 'check out & pay', region: 'eu-west1' },
    { view: 'events' },
    { view: 'events', severity: 'critical' },
    { view: 'money', page: 'overview' },
    { view: 'money', page: 'account', account: 'user:USD:a&b=c?#%' },
    { view: 'money', page: 'find', text: 'order 17 & more' },
    { view: 'money', page: 'conflicts' },
    { view: 'money', page: 'conflicts', type: 'DOUBLE_SPEND' },
    { view: 'money', page: 'verification' },
    { view: 'chats', page: 'overview' },
    { view: 'chats', page: 'chat', chat: 'room.7' },
    { view: 'chats', page: 'chat', chat: 'room.7', at: 120 },
    { view: 'chats', page: 'find', text: 'room' },
    { view: 'chats', page: 'conflicts' },
    { view: 'chats', page: 'conflicts', type: 'CONCURRENT_WRITE' },
  ];
  for (const route of routes) expect(parseRoute(new URL(formatRoute(route), 'http://sora').search)).toEqual(route);
});

test('the address of a layer page is the documented one, and empty filters filter nothing', () => {
  expect(parseRoute('?layer=API&range=60&service=&region=')).toEqual({ view: 'layer', layer: 'API', range: 60 });
});

test('an address that names nothing known shows the nearest thing that exists', () => {
  expect(parseRoute('?layer=NOPE')).toEqual({ view: 'overview' });
  expect(parseRoute('?layer=API&range=61')).toEqual({ view: 'layer', layer: 'API', range: 60 });
  expect(parseRoute('?view=events&severity=loud')).toEqual({ view: 'events' });
  expect(parseRoute('?view=chats&chat=c&at=-1')).toEqual({ view: 'chats', page: 'chat', chat: 'c' });
  expect(parseRoute('?view=chats&show=conflicts&type=DOUBLE_SPEND')).toEqual({ view: 'chats', page: 'conflicts' });
});
