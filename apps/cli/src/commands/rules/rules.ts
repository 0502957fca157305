import { CommandError, type Command } from '../../command.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { exitCodes } from './exit-codes.ts';
import { gate } from './gate.ts';
import { matrix } from './matrix.ts';
import { prove, score } from './prove.ts';

const usage = [
  'npm run -s sora -- rules check FILE... [--json]',
  'npm run -s sora -- rules prove FILE [--intents INTENTS.json] [--json | --sarif | --markdown]',
  'npm run -s sora -- rules score FILE [--intents INTENTS.json] [--json]',
  'npm run -s sora -- rules matrix FILE [--json]',
  'npm run -s sora -- rules diff OLDER NEWER [--json]',
  'npm run -s sora -- rules gate --against DEPLOYED FILE [--intents INTENTS.json] [--approve "REASON"] [--json | --markdown]',
  'npm run -s sora -- rules explain --rules FILE (--request REQUEST.json | --finding ID) [--json]',
  '',
  'check    says whether Firebase would take the files, and what in them meets a surprise.',
  'prove    finds what the rules allow and should not, each with the request that shows it, and gives a score of 100.',
  'score    prints that number alone.',
  'matrix   says who may do what: each match by each operation by eleven kinds of caller.',
  'diff     says in which direction a newer file differs, with requests that one allows and the other denies.',
  'gate     is for the line before a deploy: stops what allows more than the deployed file, unless approved, and what does not pass prove.',
  'explain  answers one request, and shows which part of which line was false or failed. REQUEST.json holds',
  '  { "request": { "operation": "get", "path": "users/ada", "auth": { "uid": "eve", "token": {} } }, "documents": { "users/ada": { "name": "Ada" } } }',
  '"documents" is the database before the request ("objects" with the metadata of stored objects for Storage); "data" of a write is the whole document after it,',
  '"upload" the metadata of an upload, "query": { "where": [{ "field": "owner", "operator": "==", "value": "eve" }] } the filters of a list.',
  '',
  'INTENTS.json says what is meant to be allowed, and which findings are accepted until when: docs/rules.md.',
  'Needs no server and no emulator. Ends with 0 when it passes (is allowed), 1 when it does not, 2 when the rules do not compile or a file is not what it should be.',
].join('\n');

const subcommands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { check, prove, score, matrix, diff, gate, explain };

export const rules: Command = {
  name: 'rules',
  summary: 'Proves security rules of Firestore and Cloud Storage: who may do what, with the request that shows it; stops a looser deploy.',
  usage,
  async run([name = '', ...args]) {
    try {
      const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
      if (subcommand === undefined) throw new CommandError(`${name === '' ? 'Say what to do with the rules' : `There is no "rules ${name}"`}: ${Object.keys(subcommands).join(', ')}.\n\n${usage}`);
      return await subcommand(args);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return exitCodes.unreadable;
    }
  },
};
