import { conflictTypes } from './types/index.ts';

export type ConflictType = keyof typeof conflictTypes;

export { conflictTypes };
