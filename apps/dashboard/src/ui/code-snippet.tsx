import { useState } from 'react';

const saidForMs = 1_600;

/** A line to copy, and the button that copies it. */
export function CodeSnippet({ code, label }: { readonly code: string; readonly label: string }) {
  const [said, say] = useState<string>();
  async function copy(): Promise<void> {
    say(await copied(code) ? 'Copied' : 'Select and copy');
    setTimeout(() => say(undefined), saidForMs);
  }
  return (
    <div className="snippet">
      <code tabIndex={0} aria-label={label}>{code}</code>
      <button type="button" className="button small" onClick={() => void copy()} aria-live="polite">{said ?? 'Copy'}</button>
    </div>
  );
}

// Browsers offer the clipboard on https and on localhost only; elsewhere the reader selects the line.
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
