export { type Chats, createChats } from './client/chats.ts';
export type { ChatEntry } from './chats/chat-entry.ts';
export { type ChatMessage, chatView } from './chats/chat-view.ts';
export type { ChatState, OpenedChat } from './chats/open-chat.ts';
