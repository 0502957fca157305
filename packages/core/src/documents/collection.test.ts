import { describe, expect, test } from 'vitest';
import { type Collections, type FieldType, requireDeclarable } from './collection.ts';
import { documentCollections } from './collection-catalog.ts';

const declared = (field: string, type: object): Collections => ({ shop: { name: 'shop', owner: 'user', meaning: 'A test.', fields: { [field]: type as FieldType } } });
/** Compiles only while the compiler refuses such a field. */
const takesKind = { money: false, counter: false, membership: false } satisfies { readonly [Kind in 'money' | 'counter' | 'membership']: { readonly kind: Kind } extends FieldType ? true : false };

describe('a declared collection', () => {
  test('each of the catalog can be declared', () => {
    expect(() => { requireDeclarable(documentCollections); }).not.toThrow();
  });

  test.for(Object.keys(takesKind))('has no field of the kind %s: neither the compiler nor the start takes it [CON-1]', (kind) => {
    expect(() => { requireDeclarable(declared('thing', { kind })); }).toThrow(/shop\.thing.*who writes last must not decide/);
  });

  test.for(['balance', 'amountMinor', 'followerCount', 'viewTotal', 'members', 'role', 'moderators', 'price'])('has no money, counter or membership in disguise: %s [CON-1]', (field) => {
    expect(() => { requireDeclarable(declared(field, { kind: 'json' })); }).toThrow(/keep them in the ledger/);
  });

  test.for([['Name', { kind: 'flag' }], ['__proto__x', { kind: 'flag' }], ['about', { kind: 'text', maxBytes: 9_000 }], ['about', { kind: 'text', maxBytes: 0 }], ['scale', { kind: 'number', min: 2, max: 1 }], ['scale', { kind: 'number', min: 0, max: Infinity }]] as const)('has no field %s of %j', ([field, type]) => {
    expect(() => { requireDeclarable(declared(field, type)); }).toThrow(`shop.${field}`);
  });

  test('is called as it is filed', () => {
    const [shop] = Object.values(declared('about', { kind: 'flag' }));
    expect(() => { requireDeclarable({ ...(shop && { other: shop }) }); }).toThrow('other');
  });
});
