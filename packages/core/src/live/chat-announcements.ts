import type { PartialFrame } from './live-frames.ts';
import type { ViewerReport } from './viewer-board.ts';

/** A chat and how far it has come. */
export interface AnnouncedHead {
  readonly tenant: string;
  readonly chat: string;
  readonly lastSeq: number;
}

/** What servers tell each other. Any of it may be lost. */
export type LiveSignal =
  /** Someone was removed from a chat. */
  | { readonly kind: 'removed'; readonly tenant: string; readonly chat: string; readonly userId: string }
  | { readonly kind: 'viewers'; readonly report: ViewerReport }
  | { readonly kind: 'partial'; readonly tenant: string; readonly frame: PartialFrame };

export interface AnnouncementListener {
  grown?(heads: readonly AnnouncedHead[]): void;
  /** Something may have been missed. */
  lapsed?(): void;
  signal?(signal: LiveSignal): void;
}

/** Word between servers: fast, and never to be relied on. */
export interface ChatAnnouncements {
  /** @returns how to stop listening */
  listen(listener: AnnouncementListener): () => void;
  /** Tells every server, this one included. What cannot be told is dropped, as is what takes more than about 7 KB. */
  tell(signal: LiveSignal): void;
}
