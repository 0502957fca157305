import { parseArgs } from 'node:util';
import { serviceScopes } from '@sora/core';
import { type Command, CommandError } from '../command.ts';
import { ask } from '../server-client.ts';

const usage = [
  'npm run -s sora -- token create NAME --role viewer|operator|admin   for an engineer or CI',
  'npm run -s sora -- token create NAME --service [--scopes A,B]       for a backend that uses @sora/node',
  'npm run -s sora -- token create NAME --ingest                       for an app; its key is public',
  'npm run -s sora -- token list',
  'npm run -s sora -- token revoke ID',
  'npm run -s sora -- token link                                       opens the dashboard, once',
  '',
  `Scopes: ${serviceScopes.join(', ')}; without --scopes: metrics:write.`,
  'Options: --days N (valid for so long), --json.',
  'Talks to a running server: SORA_URL (default: this machine), SORA_TOKEN (default: the admin token in SORA_DATA_DIR).',
].join('\n');

const options = { role: { type: 'string' }, service: { type: 'boolean', default: false }, ingest: { type: 'boolean', default: false }, scopes: { type: 'string' }, days: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export const token: Command = {
  name: 'token',
  summary: 'Makes, lists and revokes tokens; makes a login link.',
  usage,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [action, subject] = positionals;
    const print = (answer: object, text: string) => console.log(values.json ? JSON.stringify(answer) : text);
    switch (action) {
      case 'create': {
        const answer = await ask<{ id: string; token: string }>('POST', '/admin_createToken', createInput(subject, values));
        print(answer, `${answer.token}\n\nThis is the only time it is shown. Its id is ${answer.id}.`);
        return 0;
      }
      case 'list': {
        const answer = await ask<{ tokens: readonly TokenRow[] }>('GET', '/admin_listTokens');
        print(answer, answer.tokens.map(tokenLine).join('\n'));
        return 0;
      }
      case 'revoke': {
        if (subject === undefined) throw new CommandError(`Which one? "token list" shows the ids.\n\n${usage}`);
        print(await ask<object>('POST', '/admin_revokeToken', { id: subject }), `Revoked ${subject}.`);
        return 0;
      }
      case 'link': {
        const answer = await ask<{ url: string; validMs: number }>('POST', '/createLoginLink', {});
        print(answer, `${answer.url}\n\nOpens the dashboard once, within ${answer.validMs / 60_000} minutes.`);
        return 0;
      }
      default:
        throw new CommandError(usage);
    }
  },
};

interface TokenRow {
  readonly id: string;
  readonly kind: string;
  readonly rights: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly revokedAtMs?: number;
  readonly expiresAtMs?: number;
}

function tokenLine({ id, kind, rights, name, createdAtMs, revokedAtMs, expiresAtMs }: TokenRow): string {
  const end = revokedAtMs !== undefined ? 'revoked' : expiresAtMs !== undefined ? `until ${day(expiresAtMs)}` : '';
  return [id, kind.padEnd(8), rights.padEnd(14), day(createdAtMs), name, end].join('  ').trimEnd();
}

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

interface CreateOptions {
  readonly role?: string;
  readonly service: boolean;
  readonly ingest: boolean;
  readonly scopes?: string;
  readonly days?: string;
}

function createInput(name: string | undefined, { role, service, ingest, scopes, days }: CreateOptions): object {
  if (name === undefined) throw new CommandError(`What shall it be called?\n\n${usage}`);
  if (Number(role !== undefined) + Number(service) + Number(ingest) !== 1) throw new CommandError(`Say one of --role, --service and --ingest.\n\n${usage}`);
  if (scopes !== undefined && !service) throw new CommandError(`Only a service key has scopes.\n\n${usage}`);
  const kind = service ? { kind: 'service', scopes: scopesOf(scopes ?? 'metrics:write') } : ingest ? { kind: 'ingest' } : { kind: 'operator', role };
  return { name, ...kind, ...(days === undefined ? {} : { validDays: Number(days) }) };
}

function scopesOf(list: string): readonly string[] {
  const scopes = list.split(',').map((scope) => scope.trim());
  const unknown = scopes.filter((scope) => !serviceScopes.some((known) => known === scope));
  if (unknown.length > 0) throw new CommandError(`There is no scope ${unknown.map((scope) => `"${scope}"`).join(', ')}. There are: ${serviceScopes.join(', ')}.`);
  return [...new Set(scopes)];
}
