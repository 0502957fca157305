import type { Operation } from '../evaluation/decide.ts';
import { belowRoot } from './intent-of.ts';
import { isByTypedEmail } from './access-breaches.ts';
import type { Row } from './analysis.ts';
import type { AccessBreach, Breach } from './breach.ts';
import { ownerField } from './owner-fields.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { Witness } from '../proof/witness.ts';

/** What to write, and in which line. */
export function fixOf(breach: Breach, ruleset: Ruleset): string {
  const { verdict, row } = breach;
  if (breach.kind === 'limit') return `Line ${verdict.line}: ${breach.limit.fix}.`;
  const [step] = verdict.kind === 'allow' ? verdict.steps : [];
  if (step !== undefined) return `Line ${verdict.line} believes ${writtenIn(step)}, which the caller can write. Let no client write what is read there, or keep the role in a custom claim, such as request.auth.token.admin.`;
  if (isByTypedEmail(verdict)) return `Line ${verdict.line}: add "request.auth.token.email_verified == true" beside the comparison of the address, or keep the role in a custom claim, such as request.auth.token.admin.`;
  if (row.intent.name === 'all-documents' || row.intent.name === 'all-files') return `Remove line ${verdict.line}: a match of everything also holds for what has narrower rules. Write one match for each ${row.intent.name === 'all-files' ? 'folder' : 'collection'}, with what it needs.`;
  return linesOf(breach).map(({ line, operations }) => `Line ${line}: write "allow ${operations.join(', ')}: if ${conditionFor(row, operations[0] ?? breach.operation, ruleset)};"${hint(row, operations)}.`).join(' ');
}

function writtenIn({ request }: Witness): string {
  return 'path' in request ? request.path : 'a document';
}

function linesOf({ operation, verdict, also }: AccessBreach): readonly { readonly line: number; readonly operations: readonly Operation[] }[] {
  const all = [{ operation, line: verdict.line }, ...also];
  return [...new Set(all.map(({ line }) => line))].map((line) => ({ line, operations: all.filter((each) => each.line === line).map((each) => each.operation) }));
}

function hint({ intent }: Row, operations: readonly Operation[]): string {
  return operations.every((operation) => intent.may[operation].length === 0) ? ' and let the server do it, with the Admin SDK, which rules do not bind' : '';
}

/** The narrowest condition that the intent asks for, in the names of this file. */
function conditionFor(row: Row, operation: Operation, ruleset: Ruleset): string {
  const may = row.intent.may[operation];
  if (may.length === 0) return 'false';
  if (may.includes('signed-in')) return 'request.auth != null';
  if (may.includes('owner')) return ownership(row, operation, ruleset);
  if (may.includes('participant')) return participation(row);
  return 'request.auth.token.admin == true';
}

function ownership({ target: { flat, service }, intent }: Row, operation: Operation, ruleset: Ruleset): string {
  const captures = belowRoot(flat.path).flatMap((segment) => (segment.kind === 'capture' ? segment.name.text : []));
  const own = captures.find((name) => /uid|user|owner/i.test(name)) ?? (['users', 'user_profiles', 'user_wallets'].includes(intent.name) ? captures.at(-1) : undefined);
  if (own !== undefined) return `request.auth != null && request.auth.uid == ${own}`;
  if (service === 'firebase.storage') return 'request.auth != null && request.auth.uid == userId';
  return `request.auth != null && ${operation === 'create' ? 'request.resource' : 'resource'}.data.${ownerField(ruleset)} == request.auth.uid`;
}

function participation({ target: { flat } }: Row): string {
  const below = belowRoot(flat.path);
  const [collection, chat] = below.slice(-4, -2);
  if (collection?.kind !== 'literal' || chat?.kind !== 'capture') return 'request.auth.uid in resource.data.participants';
  return `request.auth.uid in get(/databases/$(database)/documents/${collection.text}/$(${chat.name.text})).data.participants`;
}
