import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedPackages } from './api-surface/packages.ts';
import { publicSurface } from './api-surface/public-surface.ts';

const root = mkdtempSync(join(tmpdir(), 'sora-api-'));

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeAll(() => {
  plant('packages/shop/package.json', JSON.stringify({ name: '@sora/shop', exports: { '.': { '@sora/source': './src/index.ts' }, './later': { '@sora/source': './src/later.ts' } } }));
  plant('packages/hidden/package.json', JSON.stringify({ name: '@sora/hidden', private: true, exports: {} }));
  plant('packages/shop/tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', target: 'es2024', allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true, declaration: true, types: [] }, include: ['src'] }));
  plant('packages/shop/src/price.ts', 'interface Money { readonly minor: bigint }\nexport interface Unused { readonly no: true }\n/** Adds up. */\nexport function total(prices: readonly Money[]): Money { return { minor: prices.reduce((sum, { minor }) => sum + minor, 0n) }; }\n');
  plant('packages/shop/src/index.ts', "export { total as sumOf } from './price.ts';\nexport const answers = { yes: 1, no: 'x' } as const;\nexport type Answer = keyof typeof answers;\n");
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('only packages that others may import have a surface, by the entries that exist', () => {
  expect(publishedPackages(root)).toEqual([{ name: '@sora/shop', folder: 'packages/shop', entries: [{ specifier: '.', source: 'src/index.ts' }] }]);
});

test('the surface shows exported declarations by name, without bodies or comments, then the types seen through them', () => {
  const [shop] = publishedPackages(root);
  expect(shop && publicSurface(shop, root)).toBe(`# @sora/shop: public types, written by \`npm run api\`

## @sora/shop

type Answer = keyof typeof answers;

const answers: {
    readonly yes: 1;
    readonly no: "x";
};

// exported as sumOf
function total(prices: readonly Money[]): Money;

### Seen through these, not exported

interface Money {
    readonly minor: bigint;
}
`);
});
