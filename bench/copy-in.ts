import { type ClientBase, type Connection, Query } from 'pg';

/** The messages of COPY, which pg sends and its types leave out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** `COPY … FROM STDIN` of rows that lie ready in memory. */
export async function copyIn(client: ClientBase, statement: string, rows: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.query(new CopyIn(statement, rows, (error) => { if (error === undefined || error === null) resolve(); else reject(error); }));
  });
}

class CopyIn extends Query {
  readonly #rows: Buffer;

  constructor(statement: string, rows: Buffer, done: (error: Error | null | undefined) => void) {
    super(statement, done);
    this.#rows = rows;
  }

  /** Called by pg when the server is ready for the rows. */
  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#rows);
    connection.endCopyFrom();
  }
}
