import type { Severity, Verdict } from '@sora/core';

/** How something is marked: a verdict, `quiet` for the absence of one, `info` for news that ask for nothing. */
export type Tone = 'healthy' | 'degraded' | 'critical' | 'quiet' | 'info';

const acronyms = new Set(['FPS', 'CPU', 'AI', 'API', 'SLO']);
const verdictWords: Readonly<Record<Verdict, string>> = { healthy: 'Healthy', degraded: 'Degraded', critical: 'Critical', 'no-data': 'No data' };
const severityTones: Readonly<Record<Severity, Tone>> = { info: 'info', warning: 'degraded', critical: 'critical' };

/** `COLD_START` as "Cold start", `PROCESS_CPU` as "Process CPU". */
export function titleOf(constant: string): string {
  const words = constant.split('_').map((word) => (acronyms.has(word) ? word : word.toLowerCase()));
  return capital(words.join(' '));
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function verdictWord(verdict: Verdict): string {
  return verdictWords[verdict];
}

export function verdictTone(verdict: Verdict): Tone {
  return verdict === 'no-data' ? 'quiet' : verdict;
}

export function severityTone(severity: Severity): Tone {
  return severityTones[severity];
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** `API`, `API and Payments`, `API, Payments and AI`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
