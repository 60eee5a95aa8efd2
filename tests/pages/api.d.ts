// Written by api-types.js from the OpenAPI document; not to be changed by hand.
declare namespace Api {
  interface AccessView {
    at: string;
    action: string;
    actor: string;
    department?: string;
    place?: string;
    what: string;
    why: string;
    offline?: boolean;
    actorName?: string;
  }

  interface ApplicantDocumentView {
    kind: "resident_id" | "hmt_residence" | "foreign_permanent_residence" | "passport";
    number: string;
    country?: string;
    validTo?: string;
  }

  interface ApplicantRelativeView {
    relation: "spouse" | "child" | "parent" | "other";
    name: string;
    birthDate: string;
    document?: string;
  }

  interface ApplicantView {
    name: string;
    masked: boolean;
    surname?: string;
    given?: string;
    chineseName?: string;
    document?: string;
    documentKind?: "resident_id" | "hmt_residence" | "foreign_permanent_residence" | "passport" | null;
    documentCountry?: string;
    documentValidTo?: string;
    otherDocuments?: ApplicantDocumentView[];
    phone?: string;
    birthDate?: string;
    nature?: string;
    natureTitle?: string;
    tier?: string;
    tierTitle?: string;
    statuses?: StatusView[];
    family?: ApplicantRelativeView[];
    asOf?: string;
  }

  interface AreaView {
    area: string;
    code: string;
    title: string;
  }

  interface AwaitingView {
    of: number;
    action: string;
    by: string;
    at: string;
    approver?: string;
    workingDays?: number;
    reason?: string;
    note?: string;
    result?: string;
    type?: string;
    fields?: unknown;
  }

  interface BulkItem {
    number: string;
    status: string;
    state?: string;
    code?: string;
    errors?: Record<string, string[]>;
    allowedActions?: string[];
  }

  interface BulkResult {
    items: BulkItem[];
  }

  interface BundlePartFact {
    bundle: string;
    number: string;
    stage: number;
    standsFor?: string;
  }

  interface BundleView {
    bundle: string;
    title: string;
    summary: string;
    stages: string[][];
    requires?: Record<string, string[]>;
    example: Record<string, unknown>;
  }

  interface CardView {
    cardId: string;
    passId: string;
    status: string;
    issuedAt: string;
    validTo: string;
    revokedAt?: string;
    code?: string;
  }

  interface ChannelStateView {
    channel: string;
    state: string;
    at?: string;
  }

  interface ChannelsView {
    language: string;
    wechat: WeChatChannelView;
    email: EmailChannelView;
    sms: SmsChannelView;
    quietHours: QuietHoursView;
  }

  interface ClockView {
    legalDue: string | null;
    promisedDue: string | null;
    deliveryDue?: string;
    paused: boolean;
    remainingWorkingDays: number | null;
    provisional: boolean;
    light: string;
  }

  interface CodeView {
    code: string;
    issuedAt: string;
    expiresAt: string;
    refreshAfterSeconds: number;
  }

  interface Colleague {
    account: string;
    displayName: string;
    isOfficer: boolean;
  }

  interface ColleagueList {
    items: Colleague[];
  }

  interface ConditionView {
    text: string;
    result: "met" | "not_met" | "unknown";
    why: string;
  }

  interface ContactView {
    place: string | null;
    hours: string | null;
    telephone: string | null;
    complaintLine: string | null;
    setting: boolean;
  }

  interface DeadLetter {
    id: string;
    reason: string;
    at: string;
    body: string;
    proposedBy?: string;
  }

  interface DeadlineView {
    field: string;
    days: number;
    text: string;
    when?: FieldChoice;
  }

  interface DecisionLineView {
    field: string;
    title: string;
    text: string;
  }

  interface DecisionView {
    reason?: string;
    remedy?: RemedyView;
    rightAuthority?: string;
    type?: string;
    title?: string;
    fields?: unknown;
    lines?: DecisionLineView[];
  }

  interface DemoAccountView {
    account: string;
    displayName: string;
    roles: string[];
    department: string | null;
  }

  interface DepartmentView {
    department: string;
    title: string;
    fullName: string;
    parent?: string;
  }

  interface DeskCounts {
    states: Record<string, number>;
    nearingDue: number;
    overdue: number;
    urged: number;
  }

  interface DeskItem {
    number: string;
    service: string;
    title: string;
    applicant: string;
    tier: number | null;
    state: string;
    claimedBy: string | null;
    submittedAt: string;
    due: string | null;
    light: string;
    urged: boolean;
    provisional?: boolean;
    dueKind?: string;
    slip?: string;
    guest?: GuestView;
    tierTitle?: string;
    claimedByName?: string;
  }

  interface DeskLoad {
    items: DeskLoadItem[];
  }

  interface DeskLoadItem {
    claimedBy: string | null;
    open: number;
    nearingDue: number;
    overdue: number;
    urged: number;
  }

  interface DeskSearch {
    items: DeskItem[];
    nextCursor: string | null;
    by: string[];
    reason: string;
    recorded: boolean;
  }

  interface DeviceCredentialView {
    credential: string;
    issuedAt: string;
    expiresAt: string;
  }

  interface DeviceView {
    deviceId: string;
    name: string;
    place: string;
    registeredAt: string;
    registeredBy: string;
    expiresAt: string;
    token?: string;
  }

  interface DocumentLine {
    number: string;
    kind: string;
    issuedOn: string;
    status: string;
  }

  interface DraftView {
    draftId: string;
    service: string;
    title: string;
    answers?: Answers;
    materials?: SubmittedMaterial[];
    area?: string;
    savedAt: string;
  }

  interface EmailChannelView {
    isAvailable: boolean;
    on: boolean;
    address: string | null;
    isConfirmed: boolean;
  }

  interface EntitlementView {
    service: string;
    title: string;
    status: "eligible" | "not_eligible" | "unknown";
    conditions: ConditionView[];
  }

  interface ExtensionView {
    workingDays: number;
    reason: string;
    approver: string;
    approverName?: string;
  }

  interface FasterLimit {
    field: string;
    value: string;
    promisedWorkingDays: number;
  }

  interface FeeAmountView {
    title: string;
    yuan: number;
  }

  interface FeeView {
    free: boolean;
    text: string;
    tag: "law" | "setting";
    source?: string;
    amounts: FeeAmountView[];
  }

  interface FieldChoice {
    field: string;
    value: string;
  }

  interface FileView {
    file: string;
    name: string;
    size: number;
    sha256: string;
  }

  interface FiledBundlePart {
    number: string;
    shortCode: string;
    service: string;
    title: string;
    department: string;
    state: string;
    stage: number;
    submittedAt: string;
    due?: string;
    provisional?: boolean;
  }

  interface FiledBundleView {
    bundleNumber: string;
    bundle: string;
    title: string;
    submittedAt: string;
    state: string;
    completed: number;
    total: number;
    requests: FiledBundlePart[];
  }

  interface FilerView {
    who: string;
    title: string;
    text?: string;
    tag: "law" | "setting";
    source?: string;
  }

  interface FilingAreaView {
    area: string;
    title: string;
  }

  interface FilingView {
    notice: string;
    minorNotice?: string;
    area?: FilingAreaView;
    documentConfirmed?: boolean;
  }

  interface FormPerson {
    list?: string;
    name?: string;
    document?: string;
    birthDate?: string;
    guardian?: string;
    guardianName?: string;
    relation?: string;
    is?: string;
    proof?: string[];
  }

  interface GapsFact {
    missing: string[];
    due: string;
    suppliedAt?: string;
    from?: string;
    workingDays: number;
    provisional: boolean;
    untold?: boolean;
  }

  interface GuestView {
    homeCity: string;
    cityCode: string;
  }

  interface GuideConditionView {
    text: string;
    tag?: "law" | "setting" | null;
    source?: string;
  }

  interface GuideFactView {
    text: string;
    tag: "law" | "setting";
    source?: string;
  }

  interface LegalBasisView {
    title: string;
    article?: string;
    url?: string;
    tag: "law" | "setting";
  }

  interface LetterDone {
    id: string;
    done: string;
  }

  interface MaterialSampleView {
    text?: string;
    url?: string;
  }

  interface MaterialView {
    id: string;
    title: string;
    required: boolean;
    tolerable: boolean;
    fromSharedData: boolean;
    copies: number;
    note?: string;
    requiredWhen?: PaperCase[];
    sample?: MaterialSampleView;
  }

  interface MinorsView {
    under: number;
    consent: string;
    noticeVersion: string;
    notice: string;
  }

  interface NoticeView {
    id: string;
    at: string;
    kind: string;
    title: string;
    text: string;
    number?: string;
    readAt?: string;
    channels: ChannelStateView[];
  }

  interface OriginFact {
    kind: string;
    number: string;
  }

  interface PageOfAccessView {
    items: AccessView[];
    nextCursor: string | null;
  }

  interface PageOfAreaView {
    items: AreaView[];
    nextCursor: string | null;
  }

  interface PageOfBundleView {
    items: BundleView[];
    nextCursor: string | null;
  }

  interface PageOfCardView {
    items: CardView[];
    nextCursor: string | null;
  }

  interface PageOfDeadLetter {
    items: DeadLetter[];
    nextCursor: string | null;
  }

  interface PageOfDepartmentView {
    items: DepartmentView[];
    nextCursor: string | null;
  }

  interface PageOfDeskItem {
    items: DeskItem[];
    nextCursor: string | null;
  }

  interface PageOfDeviceView {
    items: DeviceView[];
    nextCursor: string | null;
  }

  interface PageOfDraftView {
    items: DraftView[];
    nextCursor: string | null;
  }

  interface PageOfEntitlementView {
    items: EntitlementView[];
    nextCursor: string | null;
  }

  interface PageOfNoticeView {
    items: NoticeView[];
    nextCursor: string | null;
  }

  interface PageOfRequestListItem {
    items: RequestListItem[];
    nextCursor: string | null;
  }

  interface PageOfScanLogView {
    items: ScanLogView[];
    nextCursor: string | null;
  }

  interface PageOfServiceListItem {
    items: ServiceListItem[];
    nextCursor: string | null;
  }

  interface PageOfTierView {
    items: TierView[];
    nextCursor: string | null;
  }

  interface PaperCase {
    field?: string;
    values?: string[];
    atLeast?: number;
    list?: string;
    natures?: string[];
  }

  interface PassDeviceView {
    key: string;
    expiresAt: string;
  }

  interface PassView {
    passId: string;
    status: string;
    tier: string;
    tierTitle: string;
    nature: string;
    natureTitle: string;
    validFrom: string;
    validTo?: string;
    issuedAt: string;
    device?: PassDeviceView;
  }

  interface PauseFact {
    kind: string;
    from: string;
    workingDays: number;
    until: string;
    provisional: boolean;
    resumedOn?: string;
  }

  interface PointCheckView {
    met: boolean;
    by: string;
    at: string;
    note?: string;
  }

  interface PointView {
    point: string;
    text: string;
    checked?: PointCheckView;
  }

  interface PrefillView {
    service: string;
    answers: Answers;
    from: Record<string, string>;
    entitlement?: EntitlementView;
  }

  interface PresenceView {
    required: boolean;
    text: string;
  }

  interface Problem {
    type: string;
    title: string;
    status: number;
    code: string;
    detail: string;
    traceId: string;
    errors?: Record<string, string[]>;
    allowedActions?: string[];
    firstDay?: string;
    conditions?: ProblemCondition[];
    points?: ProblemPoint[];
    earlier?: string;
    ticket?: string;
    ticketExpiresAt?: string;
    triesLeft?: number;
  }

  interface ProblemCondition {
    kind: string;
    text: string;
    why: string;
  }

  interface ProblemPoint {
    point: string;
    text: string;
  }

  interface ProgressView {
    number: string;
    state: string;
    submittedAt: string;
    acceptedAt?: string;
    decidedAt?: string;
    due?: string;
    provisional: boolean;
  }

  interface ProviderList {
    items: ProviderView[];
    demoAccounts?: DemoAccountView[];
  }

  interface ProviderView {
    provider: string;
    title: string;
    for: string[];
  }

  interface QuietHoursView {
    from: string;
    to: string;
  }

  interface RatingFact {
    grade: number;
    channel: string;
    text?: string;
    questions: string;
    at: string;
  }

  interface ReasonList {
    items: ReasonView[];
  }

  interface ReasonView {
    actions: string[];
    text: string;
  }

  interface RemedyView {
    final: boolean;
    text: string;
  }

  interface RequestChange {
    number: string;
    department: string;
    state: string;
    claimedBy?: string;
    due?: string;
    seq: number;
    allowedActions: string[];
    provisional?: boolean;
    awaiting?: AwaitingView;
  }

  interface RequestListItem {
    number: string;
    shortCode: string;
    service: string;
    title: string;
    department: string;
    state: string;
    submittedAt: string;
    due?: string;
    provisional?: boolean;
    dueKind?: string;
  }

  interface RequestReceipt {
    number: string;
    shortCode: string;
    service: string;
    title: string;
    department: string;
    state: string;
    submittedAt: string;
    due?: string;
    timeline: TimelineView[];
    receipt?: string;
    warnings?: string[];
    answers?: unknown;
    provisional?: boolean;
    clockBegins?: string;
    window?: RoundView;
    guest?: GuestView;
  }

  interface RequestView {
    number: string;
    shortCode: string;
    service: string;
    title: string;
    department: string;
    applicant: ApplicantView;
    state: string;
    ending?: string;
    claimedBy: string | null;
    submittedAt: string;
    due?: string;
    answers?: Answers;
    materials: SubmittedMaterial[];
    timeline: TimelineView[];
    clock: ClockView;
    allowedActions: string[];
    decision?: DecisionView;
    pause?: PauseFact;
    pauses?: PauseFact[];
    extension?: ExtensionView;
    supplement?: SupplementFact;
    gaps?: GapsFact;
    urge?: UrgeFact;
    rating?: RatingFact;
    origin?: OriginFact;
    appealedAs?: string;
    mendedAs?: string;
    callBack?: string;
    bundle?: BundlePartFact;
    result?: string;
    slip?: string;
    receipt?: string;
    warnings?: string[];
    filing?: FilingView;
    dueKind?: string;
    clockBegins?: string;
    window?: RoundView;
    awaiting?: AwaitingView;
    revivedAs?: string;
    points?: PointView[];
    receiptUntil?: string;
    repeatOf?: string;
    documents?: DocumentLine[];
    guest?: GuestView;
    claimedByName?: string;
    requiredMaterials: string[];
    missingMaterials: string[];
  }

  interface ResultView {
    type: string;
    title: string;
    form: FormSchema;
    example: Answers;
  }

  interface RoundView {
    opens: string;
    closes: string;
    decidedFrom: string;
    late?: boolean;
    text: string;
  }

  interface ScanEntitlementView {
    service: string;
    title: string;
    status: "eligible" | "not_eligible" | "unknown";
    conditions?: ConditionView[];
  }

  interface ScanHolderView {
    displayName: string;
    nature?: string;
    natureTitle?: string;
    tier: string;
    tierTitle: string;
    validTo?: string;
  }

  interface ScanIssuerView {
    city: string;
    cityCode: string;
    partner: boolean;
  }

  interface ScanLogView {
    scanId: string;
    scannedAt: string;
    place: string;
    device?: string;
    account: string;
    offline: boolean;
    outcome: string;
    outcomeText: string;
    reason: string;
    firstUsedAt?: string;
    issuer: ScanIssuerView;
    by: string;
  }

  interface ScanRequestView {
    number: string;
    title: string;
    state: string;
  }

  interface ScanView {
    scanId: string;
    outcome: string;
    outcomeText: string;
    scannedAt: string;
    check?: string;
    firstUsedAt?: string;
    issuer: ScanIssuerView;
    holder?: ScanHolderView;
    entitlements?: ScanEntitlementView[];
    openRequests?: ScanRequestView[];
    by: string;
  }

  interface ServiceListItem {
    service: string;
    title: string;
    summary: string;
    department: string;
    nature: string[];
    tiers: string[];
    channel: string[];
    window?: WindowView;
  }

  interface ServiceView {
    service: string;
    title: string;
    summary: string;
    department: string;
    nature: string[];
    tiers: string[];
    channel: string[];
    window?: WindowView;
    presence: PresenceView;
    conditions: string[];
    form: FormSchema;
    materials: MaterialView[];
    timeLimits: TimeLimitsView;
    remedy: string;
    appealable: boolean;
    noticeVersion: string;
    notice: string;
    receipt?: string;
    deadlines: DeadlineView[];
    example: Answers;
    catalogueVersion: number;
    people?: FormPerson[];
    minors?: MinorsView;
    mustBeValid?: ValidDocument[];
    results?: ResultView[];
    remedyNotAccepted?: string;
    fee: FeeView | null;
    standards: StandardView[];
    legalBases: LegalBasisView[];
    contact: ContactView;
    districtDesk: GuideFactView | null;
    whoMayFile: FilerView[];
    advice: GuideFactView[];
    conditionDetails: GuideConditionView[];
    toFillIn: string[];
    ask: string;
    settingNote: string;
  }

  interface SessionList {
    items: SessionView[];
  }

  interface SessionView {
    session: string;
    provider: string;
    device: string;
    startedAt: string;
    lastSeenAt: string;
    endedAt?: string;
    end?: string;
    current: boolean;
  }

  interface SignInView {
    token?: string;
    expiresAt: string;
    account: string;
    session: string;
    refreshToken?: string;
    refreshExpiresAt: string;
    displayName: string;
    roles: string[];
    department: string | null;
  }

  interface SignedOutView {
    next?: string;
  }

  interface SmsChannelView {
    isAvailable: boolean;
    on: boolean;
    phone: string | null;
  }

  interface StaffList {
    items: StaffView[];
  }

  interface StaffView {
    account: string;
    displayName: string;
    roles: string[];
    department?: string;
    lastSeenAt: string;
  }

  interface StandardView {
    title: string;
    text?: string;
    tag: "law" | "setting";
    source?: string;
    mostYuan?: number;
  }

  interface StatusIssuer {
    kind: "department" | "employer" | "university";
    name: string;
    uscc?: string;
  }

  interface StatusView {
    statusId: string;
    scheme: string;
    schemeVersion: string;
    tier: string;
    tierTitle: string;
    level: number;
    issuer: StatusIssuer;
    basis: string;
    validFrom: string;
    validTo?: string;
    revokedAt?: string;
    standing: "not_recognised" | "not_yet_valid" | "in_force" | "expired" | "revoked";
  }

  interface SubmittedMaterial {
    id: string;
    file?: string | null;
  }

  interface SupplementFact {
    items: SupplementItem[];
    due: string;
    suppliedAt?: string;
    from?: string;
    workingDays: number;
    provisional: boolean;
    untold?: boolean;
  }

  interface SupplementItem {
    text: string;
    material?: string | null;
    field?: string | null;
  }

  interface TierView {
    level: number;
    tier: string;
    title: string;
  }

  interface TimeLimitsView {
    legalWorkingDays?: number;
    promisedWorkingDays?: number;
    deliveryWorkingDays: number;
    basis: "law" | "promised";
    source: string;
    acceptanceWorkingDays: number;
    deemedAccepted: boolean;
    extensionWorkingDays: number;
    pauses: string[];
    faster?: FasterLimit[];
    countsFromReceipt?: boolean;
    promiseFrom: "acceptance" | "filing";
    legalTag?: "law" | "setting" | null;
  }

  interface TimelineView {
    seq: number;
    at: string;
    action: string;
    actor: string;
    state: string;
    note?: string;
    due?: string;
    internal?: boolean;
    provisional?: boolean;
    role?: string;
    actorDepartment?: string;
    actorName?: string;
  }

  interface ToldList {
    items: ToldView[];
  }

  interface ToldView {
    id: string;
    at: string;
    kind: string;
    title: string;
    text: string;
    toldAt?: string;
    toldBy?: string;
    readAt?: string;
    channels: ChannelStateView[];
  }

  interface UnreadView {
    count: number;
  }

  interface UrgeFact {
    at: string;
    text: string;
    answeredAt?: string;
    answer?: string;
    late: boolean;
    since?: string;
  }

  interface ValidDocument {
    field: string;
    unless?: FieldChoice;
  }

  interface VerifiedDocument {
    status: string;
    number?: string;
    kind?: string;
    title?: string;
    service?: string;
    department?: string;
    issuedOn?: string;
    validTo?: string;
    holder?: string;
  }

  interface WantedView {
    number: string;
    service: string;
    title: string;
    department: string;
    state: string;
    supplement?: SupplementFact;
    gaps?: GapsFact;
    answers?: Answers;
  }

  interface WeChatChannelView {
    isAvailable: boolean;
    on: boolean;
    isBound: boolean;
    templates: WeChatTemplateView[];
  }

  interface WeChatTemplateView {
    template: string;
    templateId: string;
    title: string;
    balance: number;
  }

  interface WindowView {
    opens: string;
    closes: string;
    open: boolean;
    text: string;
    clockBegins: string;
    late?: boolean;
  }

  /** What GET of a path answers; never for a path that the pages do not call. */
  type GetBody<P extends string> =
    P extends `/bundles/${string}/requests/${string}` ? FiledBundleView :
    P extends `/bundles` ? PageOfBundleView :
    P extends `/areas` ? PageOfAreaView :
    P extends `/drafts/${string}` ? DraftView :
    P extends `/drafts` ? PageOfDraftView :
    P extends `/departments` ? PageOfDepartmentView :
    P extends `/desks/${string}/requests/${string}/notifications` ? ToldList :
    P extends `/desks/${string}/requests/${string}` ? RequestView :
    P extends `/desks/${string}/requests` ? PageOfDeskItem :
    P extends `/desks/${string}/colleagues` ? ColleagueList :
    P extends `/desks/${string}/counts` ? DeskCounts :
    P extends `/desks/${string}/dead-letters` ? PageOfDeadLetter :
    P extends `/desks/${string}/load` ? DeskLoad :
    P extends `/desks/${string}/reasons` ? ReasonList :
    P extends `/desks/${string}/search` ? DeskSearch :
    P extends `/passes/current/code` ? CodeView :
    P extends `/passes/current/access-log` ? PageOfAccessView :
    P extends `/passes/current` ? PassView :
    P extends `/passes/${string}/cards` ? PageOfCardView :
    P extends `/entitlements` ? PageOfEntitlementView :
    P extends `/progress` ? ProgressView :
    P extends `/requests/${string}/wanted` ? WantedView :
    P extends `/requests/${string}` ? RequestView :
    P extends `/requests` ? PageOfRequestListItem :
    P extends `/services/${string}/prefill` ? PrefillView :
    P extends `/services/${string}` ? ServiceView :
    P extends `/services` ? PageOfServiceListItem :
    P extends `/sign-in/providers` ? ProviderList :
    P extends `/verify` ? VerifiedDocument :
    P extends `/devices` ? PageOfDeviceView :
    P extends `/scans` ? PageOfScanLogView :
    P extends `/tiers` ? PageOfTierView :
    P extends `/me/sessions` ? SessionList :
    P extends `/me/notifications/unread` ? UnreadView :
    P extends `/me/notifications/channels` ? ChannelsView :
    P extends `/me/notifications` ? PageOfNoticeView :
    P extends `/staff` ? StaffList :
    never;

  /** What POST of a path answers; never for a path that the pages do not call. */
  type PostBody<P extends string> =
    P extends `/bundles/${string}/requests` ? FiledBundleView :
    P extends `/desks/${string}/bulk` ? BulkResult :
    P extends `/desks/${string}/dead-letters/${string}/requeue` ? LetterDone :
    P extends `/desks/${string}/dead-letters/${string}/discard` ? LetterDone :
    P extends `/desks/${string}/requests/${string}/${string}` ? RequestChange :
    P extends `/files` ? FileView :
    P extends `/passes/current/device-keys` ? DeviceCredentialView :
    P extends `/passes/current/freeze` ? PassView :
    P extends `/passes/current/unfreeze` ? PassView :
    P extends `/passes/${string}/cards/${string}/revoke` ? CardView :
    P extends `/passes` ? PassView :
    P extends `/requests` ? RequestReceipt :
    P extends `/requests/${string}/supplement` ? RequestView :
    P extends `/requests/${string}/withdraw` ? RequestView :
    P extends `/requests/${string}/urge` ? RequestView :
    P extends `/requests/${string}/rating` ? RequestView :
    P extends `/requests/${string}/appeal` ? RequestView :
    P extends `/scans` ? ScanView :
    P extends `/sign-in/demo` ? SignInView :
    P extends `/sign-in/refresh` ? SignInView :
    P extends `/sign-in/out` ? SignedOutView :
    P extends `/verify` ? VerifiedDocument :
    P extends `/devices` ? DeviceView :
    P extends `/look-ups` ? ScanView :
    P extends `/me/notifications/channels/email/confirm` ? ChannelsView :
    never;
}
