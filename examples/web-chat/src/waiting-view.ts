import type { OutboxItem } from '@sora/client';

/** What the user is told of something that waits, and what they can do about it. */
export function waitingView({ state }: OutboxItem): { readonly words: string; readonly confirmLabel?: string } {
  switch (state.kind) {
    case 'queued':
      return { words: 'saved, will be sent' };
    case 'sending':
      return { words: 'sending' };
    case 'needs-attention':
      return { words: `not sent: ${refusalWords(state.code)}`, confirmLabel: 'Try again' };
    case 'needs-confirmation':
      return state.reason === 'too-old' ? { words: 'not sent in time', confirmLabel: 'Send and pay now' } : { words: `the price is ${price(state.price?.amount)} now`, confirmLabel: 'Pay this' };
  }
}

/** Codes are for programs; these are for people. */
const words: Readonly<Record<string, string>> = {
  'insufficient-funds': 'your wallet does not hold enough',
  'not-a-member': 'you are not in this chat any more',
  'chat-closed': 'this chat is closed',
  'too-long': 'it is too long',
  'bad-text': 'it has characters that cannot be sent',
  'device-full': 'this device has no room left; your text is still here',
  nobody: 'sign in first; your text is still here',
};

export function refusalWords(code: string): string {
  return words[code] ?? 'it was not taken';
}

function price(amountMinor: string | undefined): string {
  return amountMinor === undefined ? 'another' : (Number(amountMinor) / 100).toFixed(2);
}
