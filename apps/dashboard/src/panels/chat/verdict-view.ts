import type { ChatLog } from '../../api/chats.ts';
import { formatSeq } from '../../ui/format.ts';
import { plural, type Tone } from '../../ui/words.ts';

export interface ChatVerdict {
  readonly tone: Tone;
  readonly headline: string;
  /** What it means and what comes next, a sentence each. */
  readonly lines: readonly string[];
}

/** If the log is whole, and its head says so. What is missing weighs more than a head that is wrong. */
export function chatVerdict({ log, strip, differences }: Pick<ChatLog, 'log' | 'strip' | 'differences'>): ChatVerdict {
  const lost = Math.max(0, log.knownSeq - log.lastSeq);
  const missing = strip.missing + lost;
  if (missing > 0) return { tone: 'critical', headline: `${plural(missing, 'number has', 'numbers have')} no entry`, lines: [...lostWords(lost, log), ...differences.map(sentence), unresolvable] };
  if (differences.length > 0) return { tone: 'degraded', headline: 'The head says something else than the entries', lines: [...differences.map(sentence), recountable] };
  return { tone: 'healthy', headline: wholeWords(strip), lines: log.messages === undefined ? [uncounted] : [] };
}

const unresolvable = 'A recount cannot bring entries back: compare the chat with a backup. It goes on from its head while that is right; else it is closed, until somebody opens it again.';
const recountable = 'No entry is lost. A server recounts it before anything more is written, and within a minute in any case; Recount does it now, and touches no entry.';
const uncounted = 'The number of messages is not compared yet: so much was written since that a server has still to count it.';

function lostWords(lost: number, { lastSeq, knownSeq }: ChatLog['log']): readonly string[] {
  return lost === 0 ? [] : [`There were entries up to #${formatSeq(knownSeq)}; now the log ends at #${formatSeq(lastSeq)}.`];
}

function wholeWords({ fromSeq, toSeq }: ChatLog['strip']): string {
  if (toSeq === 0) return 'Nothing was written yet';
  return toSeq === fromSeq ? `Gap-free: #${formatSeq(toSeq)} has its entry` : `Gap-free: every number from ${formatSeq(fromSeq)} to ${formatSeq(toSeq)} has its entry`;
}

/** `lastSeq says 9; the entries come to 5` as a person reads it. */
function sentence(difference: string): string {
  const words = difference.replace(/^lastSeq/, 'last number').replace(/^messages/, 'count of messages').replaceAll(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…');
  return `The ${words}${words.endsWith('…') ? '' : '.'}`;
}
