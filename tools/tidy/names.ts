import type { Rule } from './finding.ts';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const dotFile = /^\.[a-z-]+(\.[a-z]+)*$/;
const migration = /^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/;
/** Names that other tools or readers expect. */
const expected: ReadonlySet<string> = new Set(['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md']);

export const namesAreKebabCase: Rule = ({ path }) => {
  const wrong = path.split('/').filter((part) => !kebabCase.test(part) && !dotFile.test(part) && !migration.test(part) && !expected.has(part));
  return wrong.map((part) => ({ path, line: 1, sentence: `"${part}" is not in kebab-case` }));
};
