import type { AccessRule } from '../../packages/core/src/access/credential.ts';
import { scopesInWords } from '../../packages/core/src/access/may.ts';
import { fieldsOf, fieldType, type ObjectSchema } from './fields.ts';
import { code, pageHead, table } from './markdown.ts';

/** What the page needs of an endpoint's catalog entry. */
export interface DescribedEndpoint {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly methods: readonly string[];
  readonly summary: string;
  readonly access: AccessRule;
  readonly input: ObjectSchema;
  /** Field that may carry the idempotency key instead of its header, where one is asked for. */
  readonly idempotencyField?: string;
}

/** docs/reference/endpoints.md: every capability with its paths, who may call it and what it takes. */
export function endpointsPage(endpoints: readonly DescribedEndpoint[]): string {
  const sorted = endpoints.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...pageHead('Endpoints', 'packages/server/src/http/endpoints'),
    'The same list for programs is `GET /openapi.json`. Input comes from the query string of a GET and from the JSON body of a POST, whatever its content type says; a part of a path such as `:userId` is the field of this name. What is refused is listed in [errors](errors.md).',
    '',
    'What asks for an `Idempotency-Key` does the same request once, however often it is sent: a repeat gets the first answer, with the header `Idempotent-Replayed: true`. Keys are unique for each payer, and never expire.',
    '',
    ...table(['Path', 'Methods', 'Who', 'What'], sorted.map((one) => [paths(one), one.methods.join(', '), whoMay(one.access), one.summary])),
    ...sorted.flatMap(inputSection),
  ].join('\n');
}

function paths({ name, aliases = [] }: DescribedEndpoint): string {
  return [`/${name}`, ...aliases].map(code).join(', ');
}

function whoMay(access: AccessRule): string {
  switch (access.kind) {
    case 'public': return 'anyone';
    case 'public-or-operator': return `anyone; a token with the role ${access.role} sees more`;
    case 'operator': return access.role;
    case 'service': return `service key with ${scopesInWords(access)}${access.orRole === undefined ? '' : `, or ${access.orRole}`}`;
    case 'ingest': return 'ingest key, or service key with metrics:write';
    case 'user': return 'the user’s session token';
    case 'user-or-service': return `the user’s session token, or service key with ${scopesInWords(access)}`;
  }
}

function inputSection({ name, input, idempotencyField }: DescribedEndpoint): readonly string[] {
  const fields = fieldsOf(input);
  const rows = fields.map((field) => [code(field.name), fieldType(field), field.default === undefined ? (field.required ? 'required' : '') : code(JSON.stringify(field.default)), field.description ?? '']);
  if (idempotencyField !== undefined) rows.push([code('Idempotency-Key'), 'header', 'required', `The same on every repeat of one request; 1 to 200 visible ASCII characters. Also taken as ${code(idempotencyField)} in the body.`]);
  return rows.length === 0 ? [] : [`## ${name}`, '', ...table(['Field', 'Value', 'Default', 'Meaning'], rows)];
}
