import { readFileSync } from 'node:fs';
import { analyseRules } from '@sora/rules';
import { corpusFiles, settingsAtNoon } from '@sora/rules/testing';
import type { Checks } from '../checks.ts';

const templates = new URL('../../../rules/templates/', import.meta.url);

/** As the Firebase console writes it for a new project, with a date that has not passed. */
const testMode = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /{document=**} {
      allow read, write: if request.time < timestamp.date(2026, 3, 1);
    }
  }
}
`;

/** What is known to be open fails, what is known to be closed passes. */
export function proveScores(checks: Checks): void {
  const open = analyseRules(testMode, { settings: settingsAtNoon });
  checks.equal('the template of test mode scores 0 and fails', { score: open.score, pass: open.pass }, { score: 0, pass: false });
  for (const file of ['firestore.rules', 'storage.rules']) {
    const { score, pass, findings } = analyseRules(readFileSync(new URL(file, templates), 'utf8'), { settings: settingsAtNoon });
    checks.holds(`the shipped template ${file} scores at least 95 and passes`, score >= 95 && pass, { score, pass, findings: findings.map(({ id }) => id) });
  }
  for (const { file, source } of corpusFiles().filter((each) => /rbac-step[45]/.test(each.file))) {
    const critical = analyseRules(source, { settings: settingsAtNoon }).findings.filter(({ severity }) => severity === 'critical').map(({ id }) => id);
    checks.equal(`${file}, the last steps of Google's own example, has nothing critical`, critical, []);
  }
}
