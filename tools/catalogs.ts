/** A folder in which each file `some-entry.ts` exports one constant `someEntry`. */
export interface CatalogShape {
  readonly folder: string;
  /** Name of the constant that the index exports. */
  readonly exportName: string;
  /** `record-by-name`: an object keyed by each entry's `name`, which types are derived from. `list`: an array. */
  readonly collectedAs: 'record-by-name' | 'list';
}

/** Every folder whose files are entries of a catalog; `npm run catalog` writes its `index.ts`. */
export const catalogs: readonly CatalogShape[] = [
  { folder: 'packages/core/src/metrics/layers', exportName: 'metricLayers', collectedAs: 'record-by-name' },
  { folder: 'packages/core/src/conflicts/types', exportName: 'conflictTypes', collectedAs: 'record-by-name' },
  { folder: 'packages/core/src/documents/collections', exportName: 'documentCollections', collectedAs: 'record-by-name' },
  { folder: 'packages/server/src/http/endpoints', exportName: 'endpoints', collectedAs: 'list' },
  { folder: 'packages/rules/src/intents/defaults', exportName: 'defaultIntents', collectedAs: 'record-by-name' },
  { folder: 'packages/rules/src/checks', exportName: 'rulesChecks', collectedAs: 'record-by-name' },
];
