// Written by `npm run catalog` from the files of this folder.
import { ai } from './ai.ts';
import { api } from './api.ts';
import { firestore } from './firestore.ts';
import { functions } from './functions.ts';
import { mobile } from './mobile.ts';
import { payments } from './payments.ts';
import { storage } from './storage.ts';

export const metricLayers = {
  [ai.name]: ai,
  [api.name]: api,
  [firestore.name]: firestore,
  [functions.name]: functions,
  [mobile.name]: mobile,
  [payments.name]: payments,
  [storage.name]: storage,
} as const;
