import { expect, test } from 'vitest';
import { restoreView } from './restore-view.ts';

const lost = { version: 3, value: 'Cats', actor: { id: 'olga' } };

test('the lost value stands beside the one that won, each with its version [CON-1]', () => {
  expect(restoreView({ version: 3 }, { lost, standing: { version: 4, value: { theme: 1 } } })).toEqual({
    lost: { label: 'Lost: version 3, by olga', value: '“Cats”' }, standing: { label: 'Stands now: version 4', value: '{"theme":1}' }, mayRestore: true,
  });
});

test('what stands already, and what was erased, is not offered', () => {
  expect(restoreView({ version: 3 }, { lost, standing: { version: 5, value: 'Cats' } })).toMatchObject({ mayRestore: false, because: 'This value stands.' });
  expect(restoreView({ version: 3 }, { lost: undefined, standing: undefined })).toMatchObject({ mayRestore: false, lost: { value: 'gone' }, standing: { value: 'nothing' } });
});
