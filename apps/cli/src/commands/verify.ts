import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ledgerProblems } from '@sora/core';
import { type LedgerVerdict, readSettings, verifyLedger } from '@sora/server';
import { type Command, CommandError } from '../command.ts';

const usage = [
  'npm run -s sora -- verify [--json] [--against REPORT.json]',
  '',
  'Reads the database of the settings itself: no server need run, and one that runs is not disturbed.',
  '--json prints one document; keep it, outside of the database, for --against: it shows if the history was written anew as a whole since then.',
  'Ends with 0 when all is right, 1 when something is wrong, 2 when the ledger could not be read.',
].join('\n');

const [clean, wrong, unread] = [0, 1, 2];
const options = { json: { type: 'boolean', default: false }, against: { type: 'string' } } as const;

export const verify: Command = {
  name: 'verify',
  summary: 'Re-adds and re-hashes all money that ever moved, and says what is wrong.',
  usage,
  async run(args) {
    try {
      const { values: { json, against } } = parseArgs({ args: [...args], options });
      const earlier = against === undefined ? undefined : await readVerdict(against);
      const verdict = await verifyLedger(readSettings(process.env), { progress: (line) => console.error(line), ...(earlier === undefined ? {} : { earlier }) });
      console.log(json ? JSON.stringify(verdict) : textOf(verdict));
      return verdict.ledgers.some(({ problemCount }) => problemCount > 0) ? wrong : clean;
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return unread;
    }
  },
};

async function readVerdict(path: string): Promise<Pick<LedgerVerdict, 'ledgers'>> {
  const verdict: unknown = await readFile(path, 'utf8').then((text): unknown => JSON.parse(text)).catch((cause: unknown) => {
    throw new CommandError(`${path} cannot be read as a report: give the file that "verify --json" was printed into.`, { cause });
  });
  if (!isVerdict(verdict)) throw new CommandError(`${path} is not a report of "verify --json".`);
  return verdict;
}

function isVerdict(value: unknown): value is Pick<LedgerVerdict, 'ledgers'> {
  const isLane = (lane: unknown) => isObject(lane) && typeof lane['lane'] === 'number' && typeof lane['seq'] === 'number' && typeof lane['seal'] === 'string';
  const isLedger = (ledger: unknown) => isObject(ledger) && typeof ledger['tenant'] === 'string' && Array.isArray(ledger['lanes']) && ledger['lanes'].every(isLane);
  return isObject(value) && Array.isArray(value['ledgers']) && value['ledgers'].every(isLedger);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf({ ledgers, tookMs }: LedgerVerdict): string {
  return [...ledgers.flatMap(linesOf), `Took ${(tookMs / 1000).toFixed(1)} s.`].join('\n');
}

function linesOf({ tenant, transfers, accounts, lanes, sums, problems, problemCount }: LedgerVerdict['ledgers'][number]): readonly string[] {
  const size = `${transfers.toLocaleString('en')} transfers, ${accounts.toLocaleString('en')} accounts, ${lanes.length} lanes`;
  if (problemCount === 0) return [`${tenant}: all is right. ${size}; ${sums.map(({ unit, sumMinor }) => `${unit} adds up to ${sumMinor}`).join(', ') || 'no money yet'}.`];
  const more = problemCount - problems.length;
  return [
    `${tenant}: ${problemCount} ${problemCount === 1 ? 'problem' : 'problems'}. ${size}.`,
    ...problems.map(({ kind, detail }) => `  ${detail}\n    ${ledgerProblems[kind]}`),
    ...(more > 0 ? [`  … and ${more} more.`] : []),
  ];
}
