// The process that analyses one rules file: `child.ts THREAD MEMORY_MB`, then the question as a message. The work is in a thread, so that
// this one hears when the server is gone, however it went, and goes too.
import { Worker } from 'node:worker_threads';
import type { RulesQuestion } from '@sora/core';
import type { Answer, Started } from './analyse-question.ts';

const [thread = '', memoryMb = ''] = process.argv.slice(2);

process.on('disconnect', () => process.exit());
process.once('message', (question: RulesQuestion) => {
  const worker = new Worker(new URL(thread), { workerData: question, resourceLimits: { maxOldGenerationSizeMb: Number(memoryMb) } });
  worker.on('message', (message: Answer | Started) => { if (message.kind === 'started') process.send?.(message); else answer(message); });
  worker.once('error', (error: NodeJS.ErrnoException) => answer(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { kind: 'out-of-memory' } : { kind: 'failed', reason: error.message }));
});

function answer(of: Answer): void {
  process.send?.(of, () => process.exit());
}
