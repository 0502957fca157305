import { dirname, join, normalize } from 'node:path';
import type { TextFile } from '../lib/repository.ts';
import { anchorsOf, linksOf } from './markdown.ts';

/** Sentences about links and images that lead nowhere. Addresses of other hosts are not followed. */
export function brokenLinks(page: TextFile, files: ReadonlySet<string>, readPage: (path: string) => string): readonly string[] {
  return linksOf(page)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .flatMap((link) => {
      const [file = '', anchor] = decodeURI(link).split('#');
      const target = file === '' ? page.path : normalize(join(dirname(page.path), file)).replace(/\/$/, '');
      const exists = files.has(target) || [...files].some((path) => path.startsWith(`${target}/`));
      if (!exists) return [`${page.path} links to ${link}, which does not exist`];
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(readPage(target)).has(anchor) ? [`${page.path} links to ${link}, but that page has no such heading`] : [];
    });
}
