// Analyses one rules file, in a thread of the process in child.ts.
import { parentPort, workerData } from 'node:worker_threads';
import type { RulesQuestion } from '@sora/core';
import { analyseQuestion, type Answer, type Started } from './analyse-question.ts';

tell({ kind: 'started' });
tell(analyseQuestion(workerData as RulesQuestion, Date.now()));

function tell(message: Answer | Started): void {
  parentPort?.postMessage(message, []);
}
