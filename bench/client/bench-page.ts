/** What the page offers to the program that drives it. */
export interface BenchPage {
  /** Milliseconds that each of these messages took to be durable, and each of as many bare strict writes, in turns. */
  enqueue(writes: number): Promise<{ readonly ours: readonly number[]; readonly bare: readonly number[] }>;
  fill(messages: number): Promise<void>;
  /** Milliseconds until an outbox with what was left in it is open, and how many it has. */
  reopen(): Promise<{ readonly tookMs: number; readonly items: number }>;
  startMetrics(url: string): void;
  countErrors(errors: number): void;
  startSentry(url: string): void;
  captureWithSentry(errors: number): void;
  /** One event that is not counted, as an app has it sooner or later. */
  captureNextWithSentry(): void;
  flushSentry(): Promise<void>;
}
