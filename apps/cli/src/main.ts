import { enableCompileCache } from 'node:module';

// A thousand modules are read at each start; what the last start compiled takes half of the time. Where it cannot be kept, nothing is lost.
enableCompileCache();
const { runCommand } = await import('./run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2));
