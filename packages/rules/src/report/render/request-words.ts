import type { RulesAuth, RulesRequest } from '../../evaluation/request/request.ts';
import type { PlainFields, PlainValue } from '../../evaluation/values/plain-value.ts';
import type { Witness } from '../../proof/witness.ts';

/** Longer data is cut in words; the JSON has all of it. */
const mostChars = 240;

/** A witness on one line: `create orders/1 with {"total":1}, signed in anonymously, where users/ada is {}`. */
export function witnessWords({ request, documents, objects }: Witness): string {
  const found = [...Object.entries(documents), ...Object.entries(objects)].map(([path, fields]) => `${path} is ${dataWords(fields)}`);
  return `${requestWords(request)}${found.length === 0 ? '' : `, where ${found.join(' and ')}`}`;
}

/** What is asked, and by whom. */
export function requestWords(request: RulesRequest): string {
  return `${askedWords(request)}, ${callerWords(request.auth)}`;
}

function askedWords(request: RulesRequest): string {
  if (request.operation === 'batch') return `batch of ${request.writes.map(({ operation, path }) => `${operation} ${path}`).join(', ')}`;
  const { operation, path } = request;
  if ('data' in request) return `${operation} ${path} with ${dataWords(request.data)}`;
  if ('upload' in request && request.upload !== undefined) return `${operation} ${path} with metadata ${dataWords(request.upload)}`;
  if (!('query' in request)) return `${operation} ${path}`;
  const { where, anyOf = [], limit } = request.query;
  const filters = [...where, ...anyOf.flat()].map(({ field, operator, value }) => `${field} ${operator} ${dataWords(value)}`);
  return `${operation} ${path}${filters.length === 0 ? '' : ` where ${filters.join(', ')}`}${limit === undefined ? '' : ` limit ${limit}`}`;
}

/** Claims that every session has, so that they say nothing about this one. */
const usualClaims = new Set(['sub', 'user_id', 'aud', 'iss', 'firebase', 'email', 'email_verified', 'iat', 'exp', 'auth_time']);

function callerWords(auth: RulesAuth | null): string {
  if (auth === null) return 'without a session';
  const { email, email_verified: isVerified, ...rest } = auth.token;
  const claims: PlainFields = Object.fromEntries(Object.entries(rest).filter(([name]) => !usualClaims.has(name)));
  const address = typeof email === 'string' ? `${email}, ${isVerified === true ? 'verified' : 'not verified'}` : 'no e-mail address';
  return `signed in as ${auth.uid} (${address})${Object.keys(claims).length === 0 ? '' : ` with claims ${dataWords(claims)}`}`;
}

function dataWords(value: PlainValue): string {
  const text = JSON.stringify(value);
  return text.length <= mostChars ? text : `${text.slice(0, mostChars)}…`;
}
