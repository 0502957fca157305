import { parseArgs } from 'node:util';
import { type StatementAnswer, statementCsv } from '@sora/server';
import { type Command, CommandError } from '../command.ts';
import { ask } from '../server-client.ts';

const usage = [
  'npm run -s sora -- statement ACCOUNT [--from 2026-01-01] [--to 2026-02-01] [--csv | --json]',
  '',
  'ACCOUNT is such as user:USD:alice. The day or instant of --from is included, that of --to is not; days are those of UTC.',
  'Talks to a running server: SORA_URL (default: this machine), SORA_TOKEN (default: the admin token in SORA_DATA_DIR).',
].join('\n');

const options = { from: { type: 'string' }, to: { type: 'string' }, csv: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

export const statement: Command = {
  name: 'statement',
  summary: 'Prints the statement of an account over a period.',
  usage,
  async run(args) {
    const { values: { from, to, csv, json }, positionals: [id, ...more] } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (id === undefined || more.length > 0) throw new CommandError(`Of which account?\n\n${usage}`);
    if (csv && json) throw new CommandError(`Say one of --csv and --json.\n\n${usage}`);
    const whole = await fetchStatement({ id, ...(from === undefined ? {} : { fromMs: instantOf(from) }), ...(to === undefined ? {} : { toMs: instantOf(to) }) });
    if (csv) process.stdout.write(statementCsv(whole));
    else console.log(json ? JSON.stringify(whole) : textOf(whole));
    return 0;
  },
};

/** All pages. The end of the first stays the end, whatever is booked meanwhile. */
async function fetchStatement(query: { readonly id: string; readonly fromMs?: number; readonly toMs?: number }): Promise<StatementAnswer> {
  const { nextAfter, ...first } = await ask<StatementAnswer>('POST', '/getAccountStatement', query);
  const lines = [...first.lines];
  for (let after = nextAfter; after !== undefined; ) {
    const page = await ask<StatementAnswer>('POST', '/getAccountStatement', { ...query, toMs: first.toMs, after });
    lines.push(...page.lines);
    after = page.nextAfter;
  }
  return { ...first, lines };
}

function instantOf(text: string): number {
  const atMs = Date.parse(text);
  // Other forms mean another instant from one machine to the next.
  if (!/^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(text) || Number.isNaN(atMs)) throw new CommandError(`"${text}" is no day like 2026-01-31 and no instant like 2026-01-31T12:00:00Z.`);
  return atMs;
}

function textOf({ account, unit, fromMs, toMs, opening, closing, lines }: StatementAnswer): string {
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
  const width = Math.max(...[opening, closing, ...lines.flatMap(({ change, balance }) => [change, balance])].map(({ length }) => length));
  return [
    `${account}, ${unit}, from ${day(fromMs)} to ${day(toMs)} UTC`,
    `${'opening balance'.padEnd(31)}${''.padStart(width)}  ${opening.padStart(width)}`,
    ...lines.map(({ atMs, kind, change, balance, counterparty, memo }) => `${day(atMs)}  ${kind.padEnd(8)}  ${change.padStart(width)}  ${balance.padStart(width)}  ${counterparty}${memo === undefined ? '' : `  ${memo}`}`),
    `${'closing balance'.padEnd(31)}${''.padStart(width)}  ${closing.padStart(width)}`,
  ].join('\n');
}
