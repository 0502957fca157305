import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type RulesAnalyser, type RulesAnalysis, type RulesQuestion, SoraError } from '@sora/core';
import type { Answer, Started } from './analyse-question.ts';

export interface AnalyserLimits {
  /** Analyses at a time; each has a core and this memory to itself. */
  readonly processes: number;
  readonly waiting: number;
  readonly memoryMb: number;
}

export interface IsolatedAnalyserOptions {
  readonly limits?: AnalyserLimits;
  /** Module that does the work. */
  readonly thread?: URL;
}

const defaultLimits: AnalyserLimits = { processes: 2, waiting: 8, memoryMb: 384 };

/**
 * Analyses each file in a process of its own, which is ended when its time is up. Not in a thread of the server: a thread that ran out of its
 * memory was seen to take the whole process along (V8 aborts when an allocation passes the limit at once).
 */
export function isolatedAnalyser({ limits = defaultLimits, thread = new URL('thread.ts', import.meta.url) }: IsolatedAnalyserOptions = {}): RulesAnalyser {
  const running = new Set<ChildProcess>();
  const waiting: (() => void)[] = [];
  let [taken, isClosed] = [0, false];
  const turn = async (): Promise<void> => {
    if (taken >= limits.processes && waiting.length >= limits.waiting) throw new SoraError('overloaded', { detail: 'Too many rules files wait to be analysed.', retryAfterMs: 10_000 });
    taken += 1;
    if (taken > limits.processes) await new Promise<void>((resolve) => waiting.push(resolve));
    if (isClosed) throw stopping();
  };
  return {
    async analyse(question) {
      await turn();
      const child = start(thread, limits.memoryMb);
      running.add(child);
      try {
        return analysisOf(await answerOf(child, question));
      } finally {
        running.delete(child);
        child.kill('SIGKILL');
        taken -= 1;
        waiting.shift()?.();
      }
    },
    async close() {
      isClosed = true;
      for (const go of waiting.splice(0)) go();
      for (const child of running) child.kill('SIGKILL');
    },
  };
}

/** Node.js and our modules; what a busy machine takes for them says nothing about the rules. */
const startLimitMs = 30_000;

/** As `npm run sora` is run. */
const fromSource = ['--conditions=@sora/source'];

function start(thread: URL, memoryMb: number): ChildProcess {
  return fork(fileURLToPath(new URL('child.ts', import.meta.url)), [thread.href, String(memoryMb)], { execArgv: fromSource, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' });
}

async function answerOf(child: ChildProcess, question: RulesQuestion): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const giveUp = () => reject(tooCostly(`It took more than ${question.limitMs / 1000} s`));
  let timer = setTimeout(() => reject(new SoraError('overloaded', { detail: 'This machine is too busy to begin the analysis.', retryAfterMs: 10_000 })), startLimitMs);
  child.on('message', (message) => {
    const answer = message as Answer | Started;
    if (answer.kind !== 'started') return resolve(answer);
    clearTimeout(timer);
    timer = setTimeout(giveUp, question.limitMs);
  });
  child.once('error', (cause) => reject(new SoraError('internal', { cause })));
  child.once('exit', (_code, signal) => {
    // Ours, when this server stops; any other is how V8 or the kernel ends a process that wants too much.
    if (signal === null) reject(new SoraError('internal', { cause: new Error('The process ended without an answer.') }));
    else if (child.killed) reject(stopping());
    else resolve({ kind: 'out-of-memory' });
  });
  child.send(question, (error) => { if (error !== null) reject(new SoraError('internal', { cause: error })); });
  return promise.finally(() => clearTimeout(timer));
}

function analysisOf(answer: Answer): RulesAnalysis {
  switch (answer.kind) {
    case 'analysed': return answer.analysis;
    case 'wrong-intents': throw new SoraError('not-set-up', { detail: `The file of SORA_RULES_INTENTS is not as it should be: ${answer.mistakes.join(' ')}` });
    case 'out-of-memory': throw tooCostly('It took more memory than it may');
    case 'failed': throw new SoraError('internal', { cause: new Error(answer.reason) });
  }
}

function tooCostly(what: string): SoraError {
  return new SoraError('rules-too-costly', { detail: `${what}, and was given up: nothing is known of these rules.` });
}

function stopping(): SoraError {
  return new SoraError('overloaded', { detail: 'The server stops.', retryAfterMs: 1_000 });
}
