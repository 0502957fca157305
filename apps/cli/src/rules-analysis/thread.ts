// Analyses one rules file, in a thread of the process in child.ts.
import { parentPort, workerData } from 'node:worker_threads';
import type { RulesQuestion } from '@sora/core';
import { analyseQuestion, type Started } from './analyse-question.ts';

parentPort?.postMessage({ kind: 'started' } satisfies Started);
parentPort?.postMessage(analyseQuestion(workerData as RulesQuestion, Date.now()));
