import { Component, type ReactNode } from 'react';
import { PlainText } from './elements.ts';

interface LastResortProps {
  readonly text: string;
  readonly children: ReactNode;
}

/** Shows plain text when a fallback fails too. */
export class LastResort extends Component<LastResortProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <PlainText text={this.props.text} /> : this.props.children;
  }
}
