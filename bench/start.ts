import type { Section } from './section.ts';
export const startSections: readonly Section[] = [];
