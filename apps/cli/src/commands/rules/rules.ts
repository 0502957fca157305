import { CommandError, type Command } from '../../command.ts';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { exitCodes } from './exit-codes.ts';
import { matrix } from './matrix.ts';

const usage = [
  'npm run -s sora -- rules check FILE... [--json]',
  'npm run -s sora -- rules matrix FILE [--json]',
  'npm run -s sora -- rules explain --rules FILE --request REQUEST.json [--json]',
  '',
  'check says whether Firebase would take the files, and what in them meets a surprise.',
  'matrix says what anyone may do to documents that are not theirs: each match by each operation, without a session and with each session that anybody can get.',
  'explain answers one request, and shows which part of which line was false or failed. REQUEST.json holds',
  '  { "request": { "operation": "get", "path": "users/ada", "auth": { "uid": "eve", "token": {} } }, "documents": { "users/ada": { "name": "Ada" } } }',
  '"documents" is the database before the request ("objects" with the metadata of stored objects for Storage); "data" of a write is the whole document after it,',
  '"upload" the metadata of an upload, "query": { "where": [{ "field": "owner", "operator": "==", "value": "eve" }] } the filters of a list.',
  '',
  'Needs no server and no emulator. Ends with 0 when it passes (is allowed), 1 when it does not, 2 when the rules do not compile or a file is not what it should be.',
].join('\n');

const subcommands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { check, matrix, explain };

export const rules: Command = {
  name: 'rules',
  summary: 'Reads security rules of Firestore and Cloud Storage: do they compile, what may anyone do, why is a request denied?',
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
