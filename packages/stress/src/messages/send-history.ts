/** One wish of a sender, as it was sent. */
export interface Sending {
  readonly chat: string;
  readonly userId: string;
  readonly install: string;
  readonly installSeq: number;
  readonly kind: 'message' | 'edit' | 'delete';
  /** Of edits and deletes: the number of the message. */
  readonly target?: number;
  /** Unlike that of every other sending; of a delete it is not sent. */
  readonly text: string;
  /** What the sender takes it to cost, in minor units; absent where it is free. */
  readonly price?: bigint;
}

export type SendAnswer = { readonly kind: 'written'; readonly seq: number; readonly digest: string; readonly replayed: boolean } | { readonly kind: 'refused'; readonly code: string };

/** What was sent, and everything its sender was told. */
export interface SendRecord {
  readonly sending: Sending;
  /** Definite answers in the order they came: the first is the acknowledgement, more come from repeats made on purpose. */
  readonly answers: SendAnswer[];
  /** How often it was sent. */
  attempts: number;
}

/** What the senders of a campaign know. */
export interface SendHistory {
  readonly records: readonly SendRecord[];
  begin(sending: Sending): SendRecord;
  /** Sent at least once and not answered yet. */
  readonly unanswered: number;
  readonly written: number;
  readonly refused: number;
  /** Attempts beyond the first. */
  readonly repeats: number;
}

export function createSendHistory(): SendHistory {
  const records: SendRecord[] = [];
  const count = (isOne: (record: SendRecord) => boolean) => records.filter(isOne).length;
  return {
    records,
    begin(sending) {
      const record = { sending, answers: [], attempts: 0 };
      records.push(record);
      return record;
    },
    get unanswered() { return count(({ answers, attempts }) => attempts > 0 && answers.length === 0); },
    get written() { return count(({ answers }) => answers[0]?.kind === 'written'); },
    get refused() { return count(({ answers }) => answers[0]?.kind === 'refused'); },
    get repeats() { return records.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0); },
  };
}

/** Names what was sent within a tenant. */
export function sendingName({ chat, userId, install, installSeq }: Pick<Sending, 'chat' | 'userId' | 'install' | 'installSeq'>): string {
  return `${chat} ${userId} ${install} ${installSeq}`;
}
