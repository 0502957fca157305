import { unwritten } from '../kernel/unwritten.ts';
import { chatIdPattern, installPattern } from '../messages/chat.ts';
import { type FieldProblem, requireNoProblems, unless } from '../messages/validate-send.ts';
import { utf8Bytes } from '../messages/utf8-bytes.ts';
import { userIdPattern } from '../sessions/user-id.ts';
import { type Collection, type Collections, type FieldType, maxFieldBytes } from './collection.ts';
import { documentCollections } from './collection-catalog.ts';
import type { DocumentWrite, FieldWrite } from './document.ts';
import { canonicalJson } from './json.ts';
import { parseStamp } from './stamp.ts';

/** What is wrong with a write, all of it; empty when nothing is. A clock that is wrong is no fault: see `pullBack`. */
export function validateWrite({ collection: name, id, install, fields }: Pick<DocumentWrite, 'id' | 'install' | 'fields'> & { readonly collection: string }): readonly FieldProblem[] {
  const collection = collectionOf(name);
  if (collection === undefined) return unless(false, 'collection', `It is not one of ${Object.keys(documentCollections).join(', ')}.`);
  return [
    ...validateId(collection, id),
    ...unless(installPattern.test(install), 'install', 'An install id is 1 to 64 letters, digits, _ and -.'),
    ...unless(Object.keys(fields).length > 0, 'fields', 'A write says something about at least one field.'),
    ...Object.entries(fields).flatMap(([field, write]) => validateField(collection, field, { install, write })),
  ];
}

/** An adapter asks before it opens a transaction. @throws {SoraError} `bad-request` with every problem */
export function requireValidWrite(write: DocumentWrite): void {
  requireNoProblems(validateWrite(write));
}

/** @throws {SoraError} `bad-request`: no document of this collection can have this id */
export function requireValidKey({ collection: name, id }: Pick<DocumentWrite, 'collection' | 'id'>): void {
  const collection = collectionOf(name);
  if (collection !== undefined) requireNoProblems(validateId(collection, id));
}

/** The problem of a value that its field does not take. */
export function validateValue(collectionName: string, field: string, value: unknown): readonly FieldProblem[] {
  const type = typeOf(collectionOf(collectionName), field);
  if (type === undefined) return unless(false, `fields.${field}`, 'There is no such field.');
  const message = value === null ? undefined : wrongValue(type, value);
  return message === undefined ? [] : unless(false, `fields.${field}.value`, message);
}

function collectionOf(name: string): Collection | undefined {
  const collections: Collections = documentCollections;
  return Object.hasOwn(collections, name) ? collections[name] : undefined;
}

function typeOf(collection: Collection | undefined, field: string): FieldType | undefined {
  return collection !== undefined && Object.hasOwn(collection.fields, field) ? collection.fields[field] : undefined;
}

function validateId({ owner }: Collection, id: string): readonly FieldProblem[] {
  return owner === 'chat'
    ? unless(chatIdPattern.test(id), 'id', 'It is the id of a chat: 1 to 64 letters, digits, _, . and -, not beginning with a dot.')
    : unless(userIdPattern.test(id), 'id', 'It is the id of a user: 1 to 128 visible ASCII characters.');
}

function validateField(collection: Collection, field: string, { install, write }: { readonly install: string; readonly write: FieldWrite }): readonly FieldProblem[] {
  if (typeOf(collection, field) === undefined) return unless(false, `fields.${field}`, `There is no such field; there are ${Object.keys(collection.fields).join(', ')}.`);
  return [
    ...unless(parseStamp(write.stamp)?.install === install, `fields.${field}.stamp`, 'A stamp is 12 hexadecimal digits of milliseconds, - and 4 of a counter, and - and the install that writes.'),
    ...unless(write.basedOn === undefined || parseStamp(write.basedOn) !== undefined, `fields.${field}.basedOn`, 'It is the stamp of the value that was seen.'),
    ...validateValue(collection.name, field, write.value),
  ];
}

function wrongValue(type: FieldType, value: unknown): string | undefined {
  switch (type.kind) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'It is true, false or null.';
    case 'number':
      return typeof value === 'number' && value >= type.min && value <= type.max ? undefined : `It is a number from ${type.min} to ${type.max}, or null.`;
    case 'text':
      return typeof value === 'string' && isText(value, type.maxBytes) ? undefined : `It is null or a text of up to ${type.maxBytes} bytes of UTF-8, without control characters but newline and tab, and without marks that turn the direction of writing.`;
    case 'json':
      return isSmallJson(value) ? undefined : `It is JSON of up to ${maxFieldBytes} bytes and 16 levels, without NUL, half surrogate pairs and members called __proto__.`;
  }
}

function isText(text: string, maxBytes: number): boolean {
  // One unit of UTF-16 is at least one byte: what is far too long is not looked through.
  const bytes = text.length > maxBytes ? undefined : utf8Bytes(text);
  return bytes !== undefined && bytes <= maxBytes && !unwritten.test(text);
}

function isSmallJson(value: unknown): boolean {
  const text = canonicalJson(value);
  return text !== undefined && (utf8Bytes(text) ?? Infinity) <= maxFieldBytes;
}
