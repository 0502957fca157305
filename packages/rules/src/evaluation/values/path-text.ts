import type { PathValue } from './value.ts';

/** `/a/b` as a path; empty segments are left out. */
export function parsePathText(text: string): PathValue {
  return { kind: 'path', segments: text.split('/').filter((segment) => segment !== '') };
}

/** `/a/{hole}/b`. */
export function pathText(path: PathValue): string {
  return path.segments.map((segment) => `/${typeof segment === 'string' ? segment : `{${segment.hole}}`}`).join('');
}
