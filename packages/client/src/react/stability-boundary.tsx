import { Component, type ContextType, createElement, Fragment, type ReactNode } from 'react';
import type { CrashRecovery } from '../crash/recovery.ts';
import { quietly } from '../crash/quietly.ts';
import { defaultSyncTexts } from '../sync/sync-state.ts';
import { BoundaryFallback, type FallbackProps } from './boundary-fallback.tsx';
import { LastResort } from './last-resort.tsx';
import { StabilityContext } from './stability-context.ts';

export interface StabilityBoundaryProps {
  /** `root` around the whole app: what it catches is a crash, and the app is brought back step by step. `screen`: the rest of the app goes on. */
  readonly scope?: 'root' | 'screen';
  /** For the report. */
  readonly name?: string;
  /** When one of them changes, what failed is tried again: the chat that is shown, the address. */
  readonly resetKeys?: readonly unknown[];
  /** See {@link FallbackProps}. */
  readonly chatId?: string;
  /** In place of our own fallback. */
  readonly fallback?: (props: FallbackProps) => ReactNode;
  /** Of a root: what is shown once the app has failed too often to restore anything. */
  readonly safeHome?: ReactNode;
  readonly children?: ReactNode;
}

interface BoundaryState {
  readonly isBroken: boolean;
  /** Each try is a new mount: what failed keeps nothing. */
  readonly tries: number;
}

/** Catches what is thrown while its children are drawn. Nothing that it shows is an error. */
export class StabilityBoundary extends Component<StabilityBoundaryProps, BoundaryState> {
  static override contextType = StabilityContext;
  declare context: ContextType<typeof StabilityContext>;
  override state: BoundaryState = { isBroken: false, tries: 0 };

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { isBroken: true };
  }

  private followed: CrashRecovery | undefined;
  private unfollow = (): void => {};

  override componentDidMount(): void {
    this.follow();
  }

  override componentDidCatch(error: unknown): void {
    const { scope = 'screen', name = scope } = this.props;
    this.context.metrics?.countError(scope);
    this.context.crash?.note(error, { at: scope, origin: 'error', isFatal: false, where: name });
    if (scope === 'root') this.context.crash?.perform();
  }

  override componentDidUpdate({ resetKeys: before = [] }: StabilityBoundaryProps, { tries }: BoundaryState): void {
    const { resetKeys = [], scope } = this.props;
    this.follow();
    if (this.state.isBroken && (resetKeys.length !== before.length || resetKeys.some((key, at) => !Object.is(key, before[at])))) this.tryAgain();
    if (scope === 'root' && !this.state.isBroken && tries !== this.state.tries) this.context.crash?.markInteractive();
  }

  override componentWillUnmount(): void {
    this.unfollow();
    this.followed = undefined;
  }

  /** A root begins anew at each step of the ladder that is taken while the app lives. */
  private follow(): void {
    const { crash } = this.context;
    if (this.props.scope !== 'root' || crash === this.followed) return;
    this.unfollow();
    this.followed = crash;
    this.unfollow = crash?.subscribe(this.tryAgain) ?? (() => {});
  }

  private readonly tryAgain = (): void => {
    this.setState(({ tries }) => ({ isBroken: false, tries: tries + 1 }));
  };

  /** The user wants it back: of a root, everything. */
  private readonly retry = (): void => {
    if (this.props.scope === 'root' && this.context.crash !== undefined) this.context.crash.clear();
    else this.tryAgain();
  };

  override render(): ReactNode {
    const { scope, safeHome, children } = this.props;
    const { isBroken, tries } = this.state;
    if (isBroken) return this.renderFallback();
    const isSafe = scope === 'root' && safeHome !== undefined && this.context.crash?.plan.step === 'safe-home';
    return createElement(Fragment, { key: tries }, isSafe ? safeHome : children);
  }

  private renderFallback(): ReactNode {
    const { fallback, chatId } = this.props;
    const message = quietly(() => this.context.sync?.texts.degraded) ?? defaultSyncTexts.degraded;
    const Fallback = fallback ?? BoundaryFallback;
    return <LastResort text={message}><Fallback message={message} retry={this.retry} chatId={chatId} /></LastResort>;
  }
}
