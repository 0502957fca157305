import { documentCollections } from './collections/index.ts';

export type CollectionName = keyof typeof documentCollections;

export { documentCollections };
