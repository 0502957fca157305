import type { PlainFields, PlainValue } from '../values/plain-value.ts';

/** What a client asks for, as plain data. */
export type RulesRequest = FirestoreRequest | StorageRequest;

/** Who asks: `null` without a session. `token` holds the claims. */
export interface RulesAuth {
  readonly uid: string;
  readonly token: PlainFields;
}

interface Asked {
  readonly auth: RulesAuth | null;
  /** `request.time`, ISO 8601 with seconds and zone. */
  readonly time: string;
}

export type FirestoreRequest = Asked & {
  readonly service: 'cloud.firestore';
  /** Default `(default)`. */
  readonly database?: string;
} & (FirestoreRead | FirestoreWrite | FirestoreList | FirestoreBatch);

export interface FirestoreRead {
  readonly operation: 'get';
  /** Of the document, such as `users/ada`. */
  readonly path: string;
}

/** `data`: the whole document as it will be, not only what changes. */
export type FirestoreWrite =
  | { readonly operation: 'create' | 'update'; readonly path: string; readonly data: PlainFields }
  | { readonly operation: 'delete'; readonly path: string };

/** Allowed only when the rules allow every document that the query could return, whatever the database holds. */
export interface FirestoreList {
  readonly operation: 'list';
  /** Of the collection; with `group`, only its id. */
  readonly path: string;
  /** Asks for every collection of this id, wherever it lies. */
  readonly group?: boolean;
  readonly query: Query;
}

/** A batched write or a transaction: allowed when every write is, each seeing all of them with `getAfter()`. */
export interface FirestoreBatch {
  readonly operation: 'batch';
  readonly writes: readonly FirestoreWrite[];
}

export interface Query {
  readonly where: readonly Filter[];
  /** Besides, the filters of one of these at least: `or()` in disjunctive form, as Firestore itself takes it. */
  readonly anyOf?: readonly (readonly Filter[])[];
  readonly limit?: number;
  readonly offset?: number;
  /** As `request.query.orderBy` gives it. */
  readonly orderBy?: PlainValue;
}

export interface Filter {
  /** A field with dots, or `__name__` for the id. */
  readonly field: string;
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not-in' | 'array-contains' | 'array-contains-any';
  readonly value: PlainValue;
}

export interface StorageRequest extends Asked {
  readonly service: 'firebase.storage';
  readonly operation: 'get' | 'list' | 'create' | 'update' | 'delete';
  readonly bucket: string;
  /** Of the object, such as `avatars/ada.png`. */
  readonly path: string;
  /** Metadata of what is uploaded; `name` and `bucket` are added. An upload over an existing object is a create too. */
  readonly upload?: PlainFields;
}
