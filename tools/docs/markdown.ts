import type { TextFile } from '../lib/repository.ts';

/** A fenced block of code in a page. */
export interface Snippet {
  readonly path: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

const fence = /^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;

export function snippetsOf({ path, text }: TextFile): readonly Snippet[] {
  return [...text.matchAll(fence)].map((match) => ({ path, line: text.slice(0, match.index).split('\n').length + 1, language: match[1] ?? '', text: match[2] ?? '' }));
}

/** Targets of links and images, outside code. */
export function linksOf({ text }: TextFile): readonly string[] {
  const prose = text.replace(fence, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)|<img[^>]+src="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
}

/** Anchors that a page offers, as GitHub makes them from its headings. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replace(fence, '').matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-')));
}

/** Names of the npm scripts that a page tells its reader to run; `npm run area:<x>` names none. */
export function scriptsOf({ text }: TextFile): readonly string[] {
  return [...text.matchAll(/npm run (?:-s |--silent )?([a-z][\w-]*(?::[\w-]+)*)(?![\w:<*])/g)].map((match) => match[1] ?? '');
}

/** Words that a page must not print before the names on the registry are ours. */
export function namesNotYetOurs({ text }: TextFile): readonly string[] {
  return [...text.matchAll(/npx sora\b|npm (?:i|install|add) @sora\//g)].map((match) => match[0]);
}
