/** A job queue under measurement. Jobs may be added before it is started. */
export interface Queue {
  start(): Promise<void>;
  add(count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface QueueOptions {
  readonly workers: number;
  readonly onJob: () => void;
}
