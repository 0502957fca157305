import { factsOfDocuments, type PlainFields, re2jsEngine, type RulesFacts, type RulesRequest } from '@sora/rules';
import { CommandError } from '../../command.ts';

export interface AskedQuestion {
  readonly request: RulesRequest;
  readonly facts: RulesFacts;
}

/** What a question may leave out. */
export interface QuestionDefaults {
  readonly service: string | undefined;
  readonly now: Date;
}

type Fields = Readonly<Record<string, unknown>>;

const operations = { 'cloud.firestore': ['get', 'list', 'create', 'update', 'delete', 'batch'], 'firebase.storage': ['get', 'list', 'create', 'update', 'delete'] } as const;

/**
 * The question of a file: `{ request, documents?, objects? }`.
 * @throws {CommandError} naming the field that is missing or wrong
 */
export function readQuestion(file: unknown, { service, now }: QuestionDefaults): AskedQuestion {
  const { request, documents = {}, objects = {} } = fieldsOf(file, 'The file');
  const asked = { service, time: now.toISOString(), auth: null, ...fieldsOf(request, '"request"') };
  const facts = { ...factsOfDocuments(recordsOf(documents, '"documents"')), object: objectsIn(recordsOf(objects, '"objects"')), regex: re2jsEngine() };
  return { request: requestOf(asked), facts };
}

function objectsIn(objects: Readonly<Record<string, PlainFields>>): NonNullable<RulesFacts['object']> {
  return (_bucket, path) => (Object.hasOwn(objects, path) ? objects[path] : undefined);
}

function requestOf(asked: Fields): RulesRequest {
  const service = oneOf(asked['service'], Object.keys(operations), '"service"');
  checkAuth(asked['auth']);
  const operation = oneOf(asked['operation'], service === 'cloud.firestore' ? operations['cloud.firestore'] : operations['firebase.storage'], '"operation"');
  if (service === 'firebase.storage') return storageRequest(asked);
  if (operation === 'batch') listOf(asked['writes'], '"writes"').forEach(checkWrite);
  else if (operation === 'list') return listRequest(asked);
  else checkWrite(asked);
  // Checked field by field above; the type has no reader of its own.
  return asked as unknown as RulesRequest;
}

function storageRequest(asked: Fields): RulesRequest {
  textOf(asked['path'], '"path"');
  if (asked['operation'] === 'create') fieldsOf(asked['upload'], '"upload"');
  return { bucket: 'bucket', ...asked } as unknown as RulesRequest;
}

function checkAuth(auth: unknown): void {
  if (auth === null) return;
  const { uid, token } = fieldsOf(auth, '"auth"');
  textOf(uid, '"auth.uid"');
  fieldsOf(token, '"auth.token"');
}

function checkWrite(write: unknown): void {
  const { operation, path, data } = fieldsOf(write, 'A write');
  textOf(path, '"path"');
  if (operation === 'create' || operation === 'update') fieldsOf(data, '"data"');
}

function listRequest(asked: Fields): RulesRequest {
  textOf(asked['path'], '"path"');
  const query = { where: [], ...fieldsOf(asked['query'] ?? {}, '"query"') };
  const { where, anyOf = [] } = query as Fields;
  for (const filter of [where, ...listOf(anyOf, '"query.anyOf"')].flatMap((filters) => listOf(filters, '"query.where"'))) checkFilter(filter);
  return { ...asked, query } as unknown as RulesRequest;
}

function checkFilter(filter: unknown): void {
  const { field, operator, value } = fieldsOf(filter, 'A filter');
  textOf(field, '"field" of a filter');
  textOf(operator, '"operator" of a filter');
  if (value === undefined) throw new CommandError('"value" of a filter is missing.');
}

function recordsOf(value: unknown, what: string): Readonly<Record<string, PlainFields>> {
  return Object.fromEntries(Object.entries(fieldsOf(value, what)).map(([path, fields]) => [path, fieldsOf(fields, `"${path}" of ${what}`) as PlainFields]));
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new CommandError(`${what} ${value === undefined ? 'is missing' : 'is not an object'}. For the form: npm run -s sora -- help rules`);
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new CommandError(`${what} is not a list.`);
}

function textOf(value: unknown, what: string): void {
  if (typeof value !== 'string' || value === '') throw new CommandError(`${what} is not a text.`);
}

function oneOf(value: unknown, names: readonly string[], what: string): string {
  const name = names.find((each) => each === value);
  if (name === undefined) throw new CommandError(`${what} is one of ${names.join(', ')}.`);
  return name;
}
