// Written by `npm run catalog` from the files of this folder.
import { adminCreateToken } from './admin-create-token.ts';
import { adminListTokens } from './admin-list-tokens.ts';
import { adminRecountChat } from './admin-recount-chat.ts';
import { adminReleaseAccount } from './admin-release-account.ts';
import { adminRevokeToken } from './admin-revoke-token.ts';
import { adminValidateFirestoreRules } from './admin-validate-firestore-rules.ts';
import { adminVerifyLedger } from './admin-verify-ledger.ts';
import { admitMember } from './admit-member.ts';
import { askForAiReply } from './ask-for-ai-reply.ts';
import { banMember } from './ban-member.ts';
import { configureChat } from './configure-chat.ts';
import { createChat } from './create-chat.ts';
import { createDevIdentity } from './create-dev-identity.ts';
import { createLoginLink } from './create-login-link.ts';
import { createPayout } from './create-payout.ts';
import { createTopUp } from './create-top-up.ts';
import { createUserSession } from './create-user-session.ts';
import { creditWallet } from './credit-wallet.ts';
import { deleteMessage } from './delete-message.ts';
import { editMessage } from './edit-message.ts';
import { endUserSession } from './end-user-session.ts';
import { eraseUser } from './erase-user.ts';
import { exportUser } from './export-user.ts';
import { findChats } from './find-chats.ts';
import { findTransfers } from './find-transfers.ts';
import { getAccountStatement } from './get-account-statement.ts';
import { getAccount } from './get-account.ts';
import { getAccounts } from './get-accounts.ts';
import { getAiBudgets } from './get-ai-budgets.ts';
import { getBans } from './get-bans.ts';
import { getChatDigest } from './get-chat-digest.ts';
import { getChatEntries } from './get-chat-entries.ts';
import { getChatLog } from './get-chat-log.ts';
import { getChatMembers } from './get-chat-members.ts';
import { getChat } from './get-chat.ts';
import { getChats } from './get-chats.ts';
import { getConflictHistory } from './get-conflict-history.ts';
import { getDocumentHistory } from './get-document-history.ts';
import { getDocument } from './get-document.ts';
import { getEventLog } from './get-event-log.ts';
import { getLedgerVerification } from './get-ledger-verification.ts';
import { getLiveRooms } from './get-live-rooms.ts';
import { getMessages } from './get-messages.ts';
import { getMetricsDashboard } from './get-metrics-dashboard.ts';
import { getPrice } from './get-price.ts';
import { getPrices } from './get-prices.ts';
import { getReadCursors } from './get-read-cursors.ts';
import { getRecentChats } from './get-recent-chats.ts';
import { getRulesReport } from './get-rules-report.ts';
import { getSession } from './get-session.ts';
import { getSystemHealthSummary } from './get-system-health-summary.ts';
import { getWalletHistory } from './get-wallet-history.ts';
import { getWalletHolds } from './get-wallet-holds.ts';
import { getWallet } from './get-wallet.ts';
import { healthz } from './healthz.ts';
import { ingestOtlp } from './ingest-otlp.ts';
import { ingest } from './ingest.ts';
import { joinChat } from './join-chat.ts';
import { leaveChat } from './leave-chat.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { markRead } from './mark-read.ts';
import { metrics } from './metrics.ts';
import { openWallet } from './open-wallet.ts';
import { openapiJson } from './openapi-json.ts';
import { placeHold } from './place-hold.ts';
import { postHold } from './post-hold.ts';
import { preventDoubleSpend } from './prevent-double-spend.ts';
import { readyz } from './readyz.ts';
import { refundMessage } from './refund-message.ts';
import { refundTopUp } from './refund-top-up.ts';
import { removeMember } from './remove-member.ts';
import { restoreDocumentField } from './restore-document-field.ts';
import { sendAiReply } from './send-ai-reply.ts';
import { sendMessage } from './send-message.ts';
import { setAiBudget } from './set-ai-budget.ts';
import { setPrice } from './set-price.ts';
import { showPartialReply } from './show-partial-reply.ts';
import { status } from './status.ts';
import { streamLive } from './stream-live.ts';
import { stripeWebhook } from './stripe-webhook.ts';
import { transfer } from './transfer.ts';
import { unbanMember } from './unban-member.ts';
import { voidHold } from './void-hold.ts';
import { wiseWebhook } from './wise-webhook.ts';
import { writeDocument } from './write-document.ts';

export const endpoints = [
  adminCreateToken,
  adminListTokens,
  adminRecountChat,
  adminReleaseAccount,
  adminRevokeToken,
  adminValidateFirestoreRules,
  adminVerifyLedger,
  admitMember,
  askForAiReply,
  banMember,
  configureChat,
  createChat,
  createDevIdentity,
  createLoginLink,
  createPayout,
  createTopUp,
  createUserSession,
  creditWallet,
  deleteMessage,
  editMessage,
  endUserSession,
  eraseUser,
  exportUser,
  findChats,
  findTransfers,
  getAccountStatement,
  getAccount,
  getAccounts,
  getAiBudgets,
  getBans,
  getChatDigest,
  getChatEntries,
  getChatLog,
  getChatMembers,
  getChat,
  getChats,
  getConflictHistory,
  getDocumentHistory,
  getDocument,
  getEventLog,
  getLedgerVerification,
  getLiveRooms,
  getMessages,
  getMetricsDashboard,
  getPrice,
  getPrices,
  getReadCursors,
  getRecentChats,
  getRulesReport,
  getSession,
  getSystemHealthSummary,
  getWalletHistory,
  getWalletHolds,
  getWallet,
  healthz,
  ingestOtlp,
  ingest,
  joinChat,
  leaveChat,
  login,
  logout,
  markRead,
  metrics,
  openWallet,
  openapiJson,
  placeHold,
  postHold,
  preventDoubleSpend,
  readyz,
  refundMessage,
  refundTopUp,
  removeMember,
  restoreDocumentField,
  sendAiReply,
  sendMessage,
  setAiBudget,
  setPrice,
  showPartialReply,
  status,
  streamLive,
  stripeWebhook,
  transfer,
  unbanMember,
  voidHold,
  wiseWebhook,
  writeDocument,
] as const;
