// Loaded before a program under measurement (`node --import`): answers each message of its parent with what the program has used so far.
import type { Usage } from './program.ts';

process.on('message', () => {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ rssBytes: rss, heapBytes: heapUsed, cpuMicros: user + system } satisfies Usage);
});
// A program that is done ends, whether its parent still listens or not.
process.channel?.unref();
