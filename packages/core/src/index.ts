// kernel
export type { Clock } from './kernel/clock.ts';
export { invariant } from './kernel/invariant.ts';
export { problems, type ProblemCode, type ProblemKind } from './kernel/problems.ts';
export type { Random } from './kernel/random.ts';
export type { Sha256 } from './kernel/sha256.ts';
export type { Timers } from './kernel/timers.ts';
export { isProblem, SoraError, type SoraErrorCode, type SoraErrorDetails } from './kernel/sora-error.ts';

// access
export { type AccessDecision, type AccessRule, type OperatorRole, type Principal, type ServiceScope, serviceScopes } from './access/credential.ts';
export type { CredentialKind, CredentialStore, StoredCredential } from './access/credential-store.ts';
export { hasRole, mayAccess, mayActFor, scopesInWords } from './access/may.ts';
export { formatToken, parseToken, type Token, type TokenKind } from './access/token.ts';

// conflicts
export type { ConflictKind } from './conflicts/conflict.ts';
export type { ConflictLog, ConflictQuery, NewConflict, RecordedConflict } from './conflicts/conflict-log.ts';
export { type ConflictType, conflictTypes } from './conflicts/conflict-type.ts';

// documents
export { type Collection, type Collections, type FieldType, maxFieldBytes, requireDeclarable } from './documents/collection.ts';
export { type CollectionName, documentCollections } from './documents/collection-catalog.ts';
export { decideRestore, type RestoreFacts } from './documents/decide-restore.ts';
export { decideWrite, type DocumentChange, type DocumentState, documentSubject, type Race, standing } from './documents/decide-write.ts';
export type { Document, DocumentKey, DocumentWrite, FieldOutcome, FieldValue, FieldVersion, FieldWrite, VersionQuery, WriteOutcome } from './documents/document.ts';
export type { DocumentStore, Restoration } from './documents/document-store.ts';
export { genesisTime, type HybridTime, receive, tick } from './documents/hybrid-time.ts';
export { canonicalJson, type Json } from './documents/json.ts';
export { type Asking, mayReadDocument, mayWriteDocument } from './documents/may-touch.ts';
export { compareStamps, maxAheadMs, parseStamp, type Stamp, stampOf } from './documents/stamp.ts';
export { requireValidKey, requireValidWrite } from './documents/validate-write.ts';
export { writeConflict } from './documents/write-conflict.ts';

// events
export type { Actor, EventType, NewEvent, RecordedEvent, Severity } from './events/event.ts';
export type { EventLog, EventQuery } from './events/event-log.ts';

// health
export { buildHealthSummary, type HealthFacts, publicHealth } from './health/build-health-summary.ts';
export { buildMetricsDashboard, type DashboardFacts } from './health/build-metrics-dashboard.ts';
export { dashboardWindow, type DashboardWindow } from './health/dashboard-window.ts';
export type { Change, HealthSummary, NodeHealth, PublicHealth, RegionHealth, ServiceErrors } from './health/health-summary.ts';
export type { MetricPanel, MetricsDashboard, MetricsDashboardQuery } from './health/metrics-dashboard.ts';
export type { LayerHealth, MetricHealth, Percentiles, Reading, Verdict } from './health/reading.ts';

// jobs
export * from './jobs/decide-run.ts';
export type { Lease, LeaseRequest, LeaseStore } from './jobs/lease-store.ts';
export type { RunOutcome, ScheduleEntry, ScheduleStore, TaskRunRef } from './jobs/schedule-store.ts';

// lanes
export { backoffMs } from './lanes/backoff.ts';
export { createLanes, type LanesSettings } from './lanes/create-lanes.ts';
export type { BatchFailure, LaneLimits, Lanes } from './lanes/lanes.ts';

// ledger
export { type Account, accountId, type AccountKind, type AccountName, availableMinor, maxMinor, minMinor, parseAccountId } from './ledger/account.ts';
export type { BatchNeeds, LedgerChange, LedgerState } from './ledger/batch.ts';
export { needsOf } from './ledger/batch-needs.ts';
export { decideBatch } from './ledger/decide-batch.ts';
export { fingerprintOf } from './ledger/fingerprint.ts';
export { laneOf } from './ledger/lane-of.ts';
export type { AccountCursor, Comparison, Correction, Inconsistency, LedgerAudit, LedgerSnapshot } from './ledger/ledger-audit.ts';
export type { KeyQuery, LedgerStore, NewAccount, OpenHold, PostingQuery, SubmitOptions, UnderKey } from './ledger/ledger-store.ts';
export { type LinkedGroup, maxHoldMs, maxLinked, maxMemoLength, type Memo, type Operation, type OperationKind } from './ledger/operation.ts';
export { openAccount } from './ledger/open-account.ts';
export { type OpenedAccounts, openedAccounts, spendAccount } from './ledger/opened-accounts.ts';
export { type GroupOutcome, type RecordedRefusal, recordedRefusals, type Refusal, type RefusalCode, refusalCodes } from './ledger/outcome.ts';
export { postingsOf } from './ledger/posting.ts';
export { genesisSeal, memoDigestOf, sealOf } from './ledger/seal.ts';
export { formatMinor } from './ledger/format-minor.ts';
export { readStatement, type StatementLine, type StatementPage, type StatementQuery } from './ledger/statement.ts';
export type { LaneHead, Leg, Posting, Transfer } from './ledger/transfer.ts';
export { type LedgerPlace, type LedgerProblem, type LedgerProblemKind, ledgerProblems, type LedgerReport, maxProblems } from './ledger/verify/ledger-report.ts';
export type { LedgerVerification, StoredVerification, VerificationStore } from './ledger/verify/ledger-verification.ts';
export { createLedgerVerifier, type LedgerVerifier, type VerifierOptions } from './ledger/verify/verify-ledger.ts';
export { verifyTenant, type VerifyTenantOptions } from './ledger/verify/verify-tenant.ts';
export { isOwnKey, validateGroup } from './ledger/validate-operation.ts';

// live
export { type ActivityBoard, type ChatActivity, createActivityBoard } from './live/activity-board.ts';
export type { AnnouncedHead, AnnouncementListener, ChatAnnouncements, LiveSignal } from './live/chat-announcements.ts';
export type { ChatFeeds, ChatPlace, FeedSeat } from './live/chat-feeds.ts';
export { closeCodes, type CloseReason } from './live/close-codes.ts';
export { decideDelivery } from './live/decide-delivery.ts';
export { decideUpkeep, type Upkeep, type UpkeepFacts } from './live/decide-upkeep.ts';
export { entriesText, entryText } from './live/entry-text.ts';
export { type FeedFrame, type FeedWindow, openFeedWindow } from './live/feed-window.ts';
export { fetchPauseMs } from './live/fetch-pause.ts';
export { createFrameBudget, type FrameBudget, type FrameRate } from './live/frame-budget.ts';
export { type ClientFrame, liveVersion, type PartialFrame, type ServerFrame, type UnsubscribeCode, type ViewersFrame } from './live/live-frames.ts';
export { defaultLiveLimits, type LiveLimits } from './live/live-limits.ts';
export { parseClientFrame, type ParsedClientFrame } from './live/parse-client-frame.ts';
export { reconnectAfterMs } from './live/reconnect-after.ts';
export { sampleViewers } from './live/sample-viewers.ts';
export { createTurnstile, type Turnstile } from './live/turnstile.ts';
export { createViewerBoard, type ViewerBoard, type ViewerReport } from './live/viewer-board.ts';

// messages
export { type AiAmount, type AiAnswer, type AiBudget, aiDayMs, type AiFacts, aiHoldMs, type AiRefusal, type AiScope, type AiStanding, type AiWish } from './messages/ai-budget.ts';
export { type AiBudgetStore, aiScope, aiSubject, requireValidAiBudget, requireValidAiWish } from './messages/ai-budget-store.ts';
export type { AuthorLog, AuthorQuery } from './messages/author-log.ts';
export { needsOfSends } from './messages/batch-needs.ts';
export { type Chat, chatIdPattern, type ChatKind, type ChatRole, installPattern, maxSlowModeMs, maxTextBytes, type Member } from './messages/chat.ts';
export type { ChatAudit, ChatComparison, ChatCorrection, ChatCursor, ChatHead, ChatMismatch } from './messages/chat-audit.ts';
export type { ChatChange, ChatNeeds, ChatState, Sender } from './messages/chat-batch.ts';
export { type ChatOverview, type EntryOutline, type LogState, type LogStretch, type LogStrip, maxCountedMembers, maxNamedGaps, type MemberSummary, type RecentChat } from './messages/chat-overview.ts';
export type { Ban, ChatDigest, ChatStore, NewBan, NewChat, ReadCursor } from './messages/chat-store.ts';
export { decideAiReply } from './messages/decide-ai-reply.ts';
export { appendPaidSends, judgePaidSends } from './messages/decide-paid-sends.ts';
export { decideRepeat, decideSends } from './messages/decide-sends.ts';
export type { AiOrigin, Content, Entry, EntryIdentity, Receipt } from './messages/entry.ts';
export { contentDigestOf, entryDigestOf, genesisDigest } from './messages/entry-digest.ts';
export { identityKey } from './messages/identity-key.ts';
export { mayChangeMember, type MemberChange } from './messages/may-change-member.ts';
export { type MessagePrice, paymentOf, refundOf } from './messages/message-payment.ts';
export { missingRanges, rangesOf, type SeqRange } from './messages/missing-ranges.ts';
export { openChat, validateSlowMode } from './messages/open-chat.ts';
export { actionPattern, type ExpectedPrice, judgePrice, type Price, type PriceJudgement, requireValidPrice } from './messages/price.ts';
export { type PriceKey, type PriceQuery, priceScope, type PriceScope, type PriceStore, type Quote, requireValidPriceKey, scopeSubject, type SetPrice } from './messages/price-store.ts';
export { headDifferences, type Recount, recount } from './messages/recount.ts';
export { type LogMark, repairPlan, type RepairStep } from './messages/repair-plan.ts';
export type { PaidSend, Send, SendJudgement, SendOutcome, SendRefusal, SendRefusalCode } from './messages/send.ts';
export { stretchesOf, stripPlan, type StripPlan, type StripQuery } from './messages/strip-plan.ts';
export { maxBanMs, requireValidBan } from './messages/validate-ban.ts';
export { utf8Bytes } from './messages/utf8-bytes.ts';
export { type FieldProblem, hasUnwritten, requireNoProblems, requireValidSend, validateSend } from './messages/validate-send.ts';

// metrics
export { type Aggregate, mergeInto, newAggregate } from './metrics/aggregate.ts';
export type { OverflowReport } from './metrics/cardinality-report.ts';
export { type CardinalityLimits, defaultCardinalityLimits } from './metrics/cardinality.ts';
export { buildFrames, type FrameSender } from './metrics/build-frames.ts';
export { accountBeforeFirst, type FrameAccount, unexplainedBetween } from './metrics/frame-account.ts';
export { type FrameMeasurement, frameMeasurements } from './metrics/frame-measurements.ts';
export { frameWindow, type FrameWindow } from './metrics/frame-window.ts';
export { type Conservation, type Frame, type FrameCounter, type FrameDims, type FrameReceipt, type FrameReport, type FrameSketch, frameVersion } from './metrics/frame.ts';
export { mergeAggregates } from './metrics/merge-aggregates.ts';
export { decodeHistogram, encodeHistogram } from './metrics/histogram-codec.ts';
export { defaultScale, type ExponentialBuckets, Histogram } from './metrics/histogram.ts';
export { metricLayers } from './metrics/layers/index.ts';
export type { Healthy, MetricDefinition, MetricKind, MetricLayer } from './metrics/metric-layer.ts';
export { type CompactOutcome, type MetricBatch, type MetricPoint, type MetricQuery, type MetricStore, minuteMs } from './metrics/metric-store.ts';
export { parseFrame, type ParsedFrame, type ParseFrameOutcome } from './metrics/parse-frame.ts';
export { mapOtlp, type OtlpMapping, type OtlpMeasurement } from './metrics/otlp/map-otlp.ts';
export type { OtlpAttributes, OtlpBuckets, OtlpData, OtlpExponentialPoint, OtlpMetric, OtlpMetrics, OtlpNumberPoint, OtlpResource, OtlpScope, OtlpTemporality } from './metrics/otlp/otlp-metrics.ts';
export { type ParsedSample, parseSample, type ParseSampleOutcome } from './metrics/parse-sample.ts';
export { type CumulativeSeries, prometheusContentType, prometheusText } from './metrics/prometheus-text.ts';
export { createRecorder, type Recorder, type RecorderHandle, type RecorderSettings } from './metrics/recorder.ts';
export { type LayerName, layerNames, metricDefinition, type MetricType, type RefusedLabel, type Sample, type SampleMetadata, type SampleSeries } from './metrics/sample.ts';
export { type Series, seriesKey, type Source } from './metrics/series.ts';
export { Tally, type Totals } from './metrics/tally.ts';
export { configureThresholds, defaultThresholds, type Threshold, type Thresholds } from './metrics/thresholds.ts';

// nodes
export type { NodeRecord, NodeRegistry, NodeReport } from './nodes/node-registry.ts';

// rules
export { eventSeverity, type ScanEvent, scanEvents, type ScannedFile } from './rules/decide-scan-events.ts';
export type { RulesAnalyser, RulesAnalysis, RulesQuestion } from './rules/rules-analyser.ts';
export type { AcceptedRulesFinding, RulesCell, RulesChange, RulesChangeVerdict, RulesDiagnostic, RulesDifference, RulesFinding, RulesReport, RulesSeverity, RulesVerdict, RulesWitness } from './rules/rules-report.ts';
export type { AnalysedText, NewRulesScan, RulesFile, RulesFileKind, RulesScan, RulesScanning, RulesScanStore, RulesScanSummary, RulesScanTrigger, ScannedRules } from './rules/rules-scan.ts';
export { scanSummary, scanTotals } from './rules/summarise-scan.ts';

// sessions
export type { DevIssuer } from './sessions/dev-issuer.ts';
export type { Identity, IdentityVerifier } from './sessions/identity-verifier.ts';
export { isUserId, userIdPattern } from './sessions/user-id.ts';
export type { NewUserSession, UserSession, UserSessionStore } from './sessions/user-session-store.ts';

// payments
export type { AcceptedCall, CatchUp, Payments, PayoutOrder, RefundOrder } from './payments/payments.ts';
export { type ClearingBooks, type ClearingCounts, reconcileClearing } from './payments/reconcile-clearing.ts';
export { createPayments, type PaymentSettings } from './payments/create-payments.ts';
export type { Delivery, PaymentProvider, ProviderAnswer, TopUp, TopUpOrder, TopUpProvider } from './payments/payment-provider.ts';
export { newPayment, type Outflow, type Payment, type PaymentFact, type PaymentState, type ProviderName } from './payments/payment.ts';
export { fromPaymentJson, paymentJson } from './payments/payment-json.ts';
export { type PaymentMeasures, paymentMeasures } from './payments/payment-measures.ts';
export type { PayerTurn, PaymentOpening, PaymentStore, ProviderEvent, Reception, TurnRequest } from './payments/payment-store.ts';
export type { CallEnd, CallOutcome, PlannedCall, ProviderCall, ProviderCallStore } from './payments/provider-call.ts';
