import type { ReactNode } from 'react';
import { StabilityBoundary } from './stability-boundary.tsx';

export interface SafeRenderProps {
  readonly name?: string;
  readonly resetKeys?: readonly unknown[];
  /** In its place when it fails; nothing by default. */
  readonly fallback?: ReactNode;
  /** A function is called where its failure is caught. */
  readonly children?: ReactNode | (() => ReactNode);
}

/** A part of a screen that may fail without the rest: one odd message does not take the chat with it. */
export function SafeRender({ name = 'part', resetKeys = [], fallback = null, children }: SafeRenderProps) {
  return (
    <StabilityBoundary scope="screen" name={name} resetKeys={resetKeys} fallback={() => fallback}>
      {typeof children === 'function' ? <Called render={children} /> : children}
    </StabilityBoundary>
  );
}

function Called({ render }: { readonly render: () => ReactNode }) {
  return render();
}
