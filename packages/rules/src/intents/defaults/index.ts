// Written by `npm run catalog` from the files of this folder.
import { adminFiles } from './admin-files.ts';
import { adminUsers } from './admin-users.ts';
import { allDocuments } from './all-documents.ts';
import { allFiles } from './all-files.ts';
import { belowAUser } from './below-a-user.ts';
import { chats } from './chats.ts';
import { kycApplications } from './kyc-applications.ts';
import { messages } from './messages.ts';
import { otherDocuments } from './other-documents.ts';
import { otherFiles } from './other-files.ts';
import { payments } from './payments.ts';
import { payoutRequests } from './payout-requests.ts';
import { personalDocuments } from './personal-documents.ts';
import { privateFiles } from './private-files.ts';
import { publicAssets } from './public-assets.ts';
import { publicDocuments } from './public-documents.ts';
import { systemMetrics } from './system-metrics.ts';
import { transactions } from './transactions.ts';
import { userProfiles } from './user-profiles.ts';
import { userUploads } from './user-uploads.ts';
import { userWallets } from './user-wallets.ts';
import { users } from './users.ts';

export const defaultIntents = {
  [adminFiles.name]: adminFiles,
  [adminUsers.name]: adminUsers,
  [allDocuments.name]: allDocuments,
  [allFiles.name]: allFiles,
  [belowAUser.name]: belowAUser,
  [chats.name]: chats,
  [kycApplications.name]: kycApplications,
  [messages.name]: messages,
  [otherDocuments.name]: otherDocuments,
  [otherFiles.name]: otherFiles,
  [payments.name]: payments,
  [payoutRequests.name]: payoutRequests,
  [personalDocuments.name]: personalDocuments,
  [privateFiles.name]: privateFiles,
  [publicAssets.name]: publicAssets,
  [publicDocuments.name]: publicDocuments,
  [systemMetrics.name]: systemMetrics,
  [transactions.name]: transactions,
  [userProfiles.name]: userProfiles,
  [userUploads.name]: userUploads,
  [userWallets.name]: userWallets,
  [users.name]: users,
} as const;
