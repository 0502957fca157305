export type AppVisibility = 'visible' | 'hidden';

/** What the device says of itself. Every subscription answers how to end it. */
export interface Device {
  readonly visibility: AppVisibility;
  onVisibility(listener: (visibility: AppVisibility) => void): () => void;
  /** A hint of the radio, often wrong: it may hasten a try, it never decides one. Undefined when the device does not say. */
  readonly isOnline: boolean | undefined;
  onConnectivity(listener: (isOnline: boolean) => void): () => void;
  /** Calls back before each frame is drawn, with the time of the frame in milliseconds; undefined where nothing is drawn. */
  readonly onFrame: ((listener: (atMs: number) => void) => () => void) | undefined;
  /** Bytes of memory and whose they are; undefined where the platform does not tell. */
  memory(): { readonly kind: 'js-heap' | 'process'; readonly bytes: number } | undefined;
  /** When this process (or page) was started, on the monotonic clock; undefined where the platform does not tell. */
  readonly startedAtMonoMs: number | undefined;
  /** Loads the app anew; undefined where that cannot be done. */
  readonly reload: (() => void) | undefined;
  /** Short names for labels, such as `web`, `node`, `ios`, `android`. */
  readonly platform: string;
}
