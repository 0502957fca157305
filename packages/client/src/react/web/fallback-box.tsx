import type { ReactNode } from 'react';
import { StabilityStyle } from './stability-style.tsx';
import { StatusIcon } from './status-icon.tsx';

export interface FallbackBoxProps {
  readonly message: string;
  readonly retryText: string;
  readonly retry: () => void;
  readonly nonce: string | undefined;
  /** The fields of what was being written. */
  readonly children: ReactNode;
}

export function FallbackBox({ message, retryText, retry, nonce, children }: FallbackBoxProps) {
  return (
    <section className="sora-fallback" data-tone="orange">
      <StabilityStyle nonce={nonce} />
      <div className="sora-banner-line" role="status" aria-live="polite"><StatusIcon status="reconnecting" /><span>{message}</span></div>
      {children}
      <button type="button" onClick={retry}>{retryText}</button>
    </section>
  );
}
