/** What one payment asked for, and everything its payer was told. */
export interface PaymentRecord {
  readonly payer: string;
  readonly payee: string;
  readonly key: string;
  readonly amountMinor: bigint;
  /** Definite answers in the order they came: the first is the acknowledgement, more come from repeats made on purpose. */
  readonly answers: PaymentAnswer[];
  /** How often it was sent. */
  attempts: number;
}

export type PaymentAnswer = { readonly kind: 'booked'; readonly posting: number; readonly replayed: boolean } | { readonly kind: 'refused'; readonly code: string };

/** What the payers of a campaign know. */
export interface PaymentHistory {
  readonly records: readonly PaymentRecord[];
  begin(payment: Pick<PaymentRecord, 'payer' | 'payee' | 'key' | 'amountMinor'>): PaymentRecord;
  /** Payments sent at least once and not answered yet. */
  readonly unanswered: number;
  readonly booked: number;
  readonly refused: number;
  /** Attempts beyond the first. */
  readonly repeats: number;
}

export function createPaymentHistory(): PaymentHistory {
  const records: PaymentRecord[] = [];
  const count = (kind: PaymentAnswer['kind']) => records.filter(({ answers }) => answers[0]?.kind === kind).length;
  return {
    records,
    begin(payment) {
      const record = { ...payment, answers: [], attempts: 0 };
      records.push(record);
      return record;
    },
    get unanswered() { return records.filter(({ answers, attempts }) => attempts > 0 && answers.length === 0).length; },
    get booked() { return count('booked'); },
    get refused() { return count('refused'); },
    get repeats() { return records.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0); },
  };
}
