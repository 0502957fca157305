import type { Verdict } from '@sora/core';
import { ToneIcon } from './tone-icon.tsx';
import { verdictTone, verdictWord } from './words.ts';

/** A verdict by shape, colour and word. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const tone = verdictTone(verdict);
  return <span className={`badge tone-${tone}`} data-verdict={verdict}><ToneIcon tone={tone} />{verdictWord(verdict)}</span>;
}
