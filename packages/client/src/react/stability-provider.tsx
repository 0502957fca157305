import { type ReactNode, useEffect, useMemo } from 'react';
import { StabilityContext, type StabilityParts } from './stability-context.ts';
import { defaultStabilityTexts, type StabilityTexts } from './stability-texts.ts';

export interface StabilityProviderProps {
  readonly client: StabilityParts;
  readonly texts?: Partial<StabilityTexts>;
  readonly nonce?: string;
  readonly children?: ReactNode;
}

/** Gives the client to everything below, and says when the app can be used: once this has been drawn. */
export function StabilityProvider({ client: { sync, outbox, drafts, crash, metrics }, texts, nonce, children }: StabilityProviderProps) {
  const value = useMemo(() => ({ sync, outbox, drafts, crash, metrics, texts: { ...defaultStabilityTexts, ...texts }, nonce }), [sync, outbox, drafts, crash, metrics, texts, nonce]);
  useEffect(() => { crash?.markInteractive(); }, [crash]);
  useEffect(() => {
    metrics?.markInteractive();
    metrics?.start();
  }, [metrics]);
  return <StabilityContext.Provider value={value}>{children}</StabilityContext.Provider>;
}
