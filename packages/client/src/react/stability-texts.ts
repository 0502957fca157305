/** What components say beside the sync status. */
export interface StabilityTexts {
  readonly retry: string;
  /** Name of the field that holds what was being written. */
  readonly composer: string;
}

export const defaultStabilityTexts: StabilityTexts = { retry: 'Try again', composer: 'Your message' };
