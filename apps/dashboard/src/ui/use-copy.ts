import { useState } from 'react';
import { copyText } from './copy-text.ts';

const saidForMs = 1_600;

/** Copies a text, and what the button says meanwhile. */
export function useCopy(text: string): readonly [said: string, copy: () => void] {
  const [said, say] = useState<string>();
  async function copy(): Promise<void> {
    say(await copyText(text) ? 'Copied' : 'Select and copy');
    setTimeout(() => say(undefined), saidForMs);
  }
  return [said ?? 'Copy', () => void copy()];
}
