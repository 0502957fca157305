import type { Operation } from '../evaluation/decide.ts';
import type { RulesRequest } from '../evaluation/request/request.ts';
import type { PlainFields } from '../evaluation/values/plain-value.ts';
import { principalNamed } from '../proof/principal.ts';
import type { Witness } from '../proof/witness.ts';
import { isByTypedEmail } from './access-breaches.ts';
import type { Breach } from './breach.ts';

const longestDataLength = 160;
const mostConsequences = 4;

/** Who can do what, where and how: "Anyone, without a session, can update and delete /users/{user} (line 7): for example …". */
export function sentenceOf(breach: Breach): string {
  const { verdict, row, principal } = breach;
  const who = subject(principalNamed(principal).words);
  const where = shortPath(row.path);
  const what = breach.kind === 'limit' ? `${breach.limit.words}, by ${gerunds[breach.operation]} ${where}` : `${operationsOf(breach)} ${where}`;
  const kept = breach.kind === 'access' && row.intent.holds !== '' ? `, ${row.intent.holds}` : '';
  const condition = verdict.kind === 'conditional' ? `, where ${verdict.facts.map(({ text }) => text).join(' and ')}` : '';
  const before = verdict.kind === 'allow' && verdict.steps.length > 0 ? `, after ${verdict.steps.map(deedOf).join(' and ')}` : '';
  const address = isByTypedEmail(verdict) ? `, with ${JSON.stringify(verdict.witness.request.auth?.token['email'])} as the address` : '';
  return `${who} can ${what} (line ${verdict.line})${kept}${condition}${before}; for example by ${deedOf(verdict.witness)}${address}.${consequences(breach)}`;
}

function consequences(breach: Breach): string {
  if (breach.kind === 'access' || breach.opens.length === 0) return '';
  const opened = breach.opens.slice(0, mostConsequences).map((each) => `${operationsOf(each)} ${shortPath(each.row.path)} (line ${each.verdict.line})`);
  const more = breach.opens.length - opened.length;
  return ` Then they can ${opened.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** `/users/{user}` of `/databases/{database}/documents/users/{user}`. */
export function shortPath(path: string): string {
  return path.replace(/^\/(databases\/[^/]+\/documents|b\/[^/]+\/o)(?=\/)/, '');
}

const gerunds: Readonly<Record<Operation, string>> = { get: 'reading', list: 'listing', create: 'creating', update: 'updating', delete: 'deleting' };

function subject(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.includes(',') ? ',' : ''}`;
}

function operationsOf(breach: Breach): string {
  const also = breach.kind === 'access' ? breach.also : [];
  return [breach.operation, ...also.map(({ operation }) => operation)].join(' and ');
}

/** `updating users/some-user to {"role":"admin"}`. */
function deedOf({ request }: Witness): string {
  if (request.service === 'firebase.storage') return `${gerunds[request.operation]} ${request.path}${request.upload === undefined ? '' : ` with ${dataText(request.upload)}`}`;
  if (request.operation === 'batch') return `a batch of ${request.writes.length} writes`;
  if (request.operation === 'list') return `listing ${request.path} ${queryText(request)}`;
  const data = request.operation === 'create' || request.operation === 'update' ? ` ${request.operation === 'create' ? 'as' : 'to'} ${dataText(request.data)}` : '';
  return `${gerunds[request.operation]} ${request.path}${data}`;
}

function queryText({ query: { where, limit } }: Extract<RulesRequest, { operation: 'list'; service: 'cloud.firestore' }>): string {
  const filters = where.map(({ field, operator, value }) => `${field} ${operator} ${JSON.stringify(value)}`).join(' and ');
  return [filters === '' ? 'without a filter' : `where ${filters}`, ...(limit === undefined ? [] : [`up to ${limit}`])].join(', ');
}

function dataText(data: PlainFields): string {
  const text = JSON.stringify(data);
  return text.length <= longestDataLength ? text : `${text.slice(0, longestDataLength)}…`;
}
