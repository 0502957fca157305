/** What an app under test writes down, line by line, where no kill of it can take it away. */
export type AppLine =
  /** It is up again, and found so much that the server has not acknowledged and that does not wait for the user. */
  | { readonly kind: 'started'; readonly run: number; readonly found: number }
  /** The user is about to do this; until `kept` it may or may not have been done. `wish` is named once, over all runs. */
  | Wish
  /** The client has said that this survives everything. `item`: of messages, the identity that it got. */
  | { readonly kind: 'kept'; readonly wish: string; readonly item?: string }
  | { readonly kind: 'refused'; readonly wish: string; readonly code: string }
  /** It waits for the user, who has to say that they still want it. */
  | { readonly kind: 'parked'; readonly item: string }
  /** The request for something paid is about to leave. */
  | { readonly kind: 'paying'; readonly run: number; readonly item: string }
  /** This page now sends for all of them. */
  | { readonly kind: 'leads'; readonly run: number; readonly tab: number }
  /** Nothing is left to be sent; these wait for the user: to confirm them, or because the server refused them. */
  | { readonly kind: 'settled'; readonly left: number; readonly toConfirm: readonly string[]; readonly refused: readonly string[] };

export interface Wish {
  readonly kind: 'wish';
  readonly run: number;
  readonly wish: string;
  readonly does: 'message' | 'paid' | 'edit' | 'delete' | 'confirm';
  readonly chat: string;
  /** Unlike that of every other wish; of deletes and confirmations none. */
  readonly text?: string;
  /** Of all but messages: the item that it is about. */
  readonly item?: string;
}

/** One line as JSON each; what a kill cut off in the middle of being written does not count. */
export function parseLines(text: string): readonly AppLine[] {
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as AppLine);
}
