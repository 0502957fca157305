export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query on the server, such as `/v1/chats/c1/messages?from=3`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The request is given up after this time; default 5,000 [MOB-8]. */
  readonly timeoutMs?: number;
  /** Goes on though the page is being left; for a few kilobytes at most. */
  readonly keepalive?: boolean;
}

export type TransportAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Parsed JSON, at most a few megabytes; undefined when it is none: then it is not our server that answers (a captive portal, a proxy). */
      readonly body: unknown;
      /** From `Retry-After`, in either of its forms. */
      readonly retryAfterMs: number | undefined;
    }
  /** No answer: whether the server did it is not known. */
  | { readonly kind: 'unanswered'; readonly reason: 'timeout' | 'network' };

/** One HTTP exchange. Never rejects, never retries, follows no redirects. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

export interface LiveSocket {
  send(text: string): void;
  close(): void;
}

export interface LiveSocketEvents {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** Once, also when it never opened. `code` as in docs/live.md. */
  readonly onClose: (code: number) => void;
}

/** Opens a WebSocket to `/v1/live` of the server. Never throws. */
export type LiveSocketOpener = (events: LiveSocketEvents) => LiveSocket;
