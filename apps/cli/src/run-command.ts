import { isStartRefused, SettingsError } from '@sora/server';
import { type Command, CommandError } from './command.ts';
import { backup } from './commands/backup.ts';
import { migrate } from './commands/migrate.ts';
import { restore } from './commands/restore.ts';
import { rules } from './commands/rules/rules.ts';
import { serve } from './commands/serve.ts';
import { settings } from './commands/settings.ts';
import { statement } from './commands/statement.ts';
import { token } from './commands/token.ts';
import { verify } from './commands/verify.ts';

const commands: readonly Command[] = [serve, token, settings, migrate, backup, restore, verify, statement, rules];

/** The exit code of a command line. */
export async function runCommand([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(args[0]);
  const command = commands.find((each) => each.name === name);
  if (command === undefined) return complain(`There is no command "${name}". ${overview()}`);
  if (args.includes('--help') || args.includes('-h')) return help(name);
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof CommandError || error instanceof SettingsError || isStartRefused(error)) return complain(error.message);
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return complain(`${error.message}\n\n${command.usage}`);
    throw error;
  }
}

function help(name: string | undefined): number {
  const command = commands.find((each) => each.name === name);
  console.log(command === undefined ? overview() : `${command.summary}\n\n${command.usage}`);
  return 0;
}

function overview(): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`);
  return ['SORA: Stability, Observability & Reliability Architecture', '', 'npm run -s sora -- COMMAND', '', ...rows, '', 'More of one: npm run -s sora -- help COMMAND'].join('\n');
}

function complain(message: string): number {
  console.error(message);
  return 1;
}
