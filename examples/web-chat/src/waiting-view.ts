import type { OutboxItem } from '@sora/client';

/** What the user is told of something that waits, and what they can do about it. */
export function waitingView({ state }: OutboxItem): { readonly words: string; readonly confirmLabel?: string } {
  switch (state.kind) {
    case 'queued':
      return { words: 'saved, will be sent' };
    case 'sending':
      return { words: 'sending' };
    case 'needs-attention':
      return { words: `not sent: ${state.detail}`, confirmLabel: 'Try again' };
    case 'needs-confirmation':
      return state.reason === 'too-old' ? { words: 'not sent in time', confirmLabel: 'Send and pay now' } : { words: `the price is ${state.price?.amount ?? 'another'} now`, confirmLabel: 'Pay this' };
  }
}
