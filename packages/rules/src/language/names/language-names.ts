/** Variables that every condition sees. */
export const requestVariables = ['request', 'resource'] as const;

/** Names in front of a dot that are no values. `firestore` is for Storage rules. */
export const namespaces = ['duration', 'firestore', 'hashing', 'latlng', 'math', 'timestamp'] as const;

/** Look-ups in the database; `firestore.get` and so on in Storage rules. */
export const accessNames = ['exists', 'existsAfter', 'get', 'getAfter'] as const;

/** Functions of the language that are called without a namespace. */
export const languageFunctions = ['bool', 'debug', 'exists', 'existsAfter', 'float', 'get', 'getAfter', 'int', 'path', 'string'] as const;

/** What may stand after `is`. */
export const typeNames = ['bool', 'bytes', 'duration', 'float', 'int', 'latlng', 'list', 'map', 'map_diff', 'number', 'path', 'set', 'string', 'timestamp'] as const;

export const operationNames = ['read', 'write', 'get', 'list', 'create', 'update', 'delete'] as const;

export const serviceNames = ['cloud.firestore', 'firebase.storage'] as const;

export type Namespace = (typeof namespaces)[number];
export type AccessName = (typeof accessNames)[number];
export type LanguageFunction = (typeof languageFunctions)[number];
export type TypeName = (typeof typeNames)[number];
export type ServiceName = (typeof serviceNames)[number];

/** If a name is one of these. */
export function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}
