import { describe } from 'vitest';
import { badInputTests } from './chat-store-bad-input.ts';
import { banTests } from './chat-store-bans.ts';
import { chatTests } from './chat-store-chats.ts';
import { cursorTests } from './chat-store-cursors.ts';
import { eraseTests } from './chat-store-erase.ts';
import type { OpenChatStore } from './chat-store-harness.ts';
import { logTests } from './chat-store-logs.ts';
import { memberTests } from './chat-store-members.ts';
import { paidTests } from './chat-store-paid.ts';
import { repeatTests } from './chat-store-repeats.ts';
import { versionTests } from './chat-store-versions.ts';

/** What every chat store must do. @param open a store without a chat, with the tenants `main` and `other` */
export function chatStoreContract(open: OpenChatStore): void {
  describe('a chat store keeps chats', () => chatTests(open));
  describe('a chat store keeps members', () => memberTests(open));
  describe('a chat store keeps people out', () => banTests(open));
  describe('a chat store keeps logs', () => logTests(open));
  describe('a chat store knows repeats', () => repeatTests(open));
  describe('a chat store keeps versions', () => versionTests(open));
  describe('a chat store takes payment', () => paidTests(open));
  describe('a chat store keeps cursors', () => cursorTests(open));
  describe('a chat store erases texts', () => eraseTests(open));
  describe('a chat store refuses what is malformed', () => badInputTests(open));
}
