// Written by `npm run catalog` from the files of this folder.
import { chatSettings } from './chat-settings.ts';
import { profile } from './profile.ts';

export const documentCollections = {
  [chatSettings.name]: chatSettings,
  [profile.name]: profile,
} as const;
