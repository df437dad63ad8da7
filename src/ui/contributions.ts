// The ids Countersign shares with package.json, typed once. test/ui/contributions.test.ts holds both against each other.

export const COMMANDS = {
  approveNextStep: 'countersign.approveNextStep',
  reviewStep: 'countersign.reviewStep',
  rejectStep: 'countersign.rejectStep',
  editStep: 'countersign.editStep',
  skipStep: 'countersign.skipStep',
  cancelRun: 'countersign.cancelRun',
  showCard: 'countersign.showCard',
  showLog: 'countersign.showLog',
  showTerminal: 'countersign.showTerminal',
  signOut: 'countersign.signOut',
  retryCheckpoint: 'countersign.retryCheckpoint',
  newRunbook: 'countersign.newRunbook',
  restoreToCheckpoint: 'countersign.restoreToCheckpoint',
  exportReport: 'countersign.exportReport',
  verifyJournal: 'countersign.verifyJournal',
  connectClient: 'countersign.connectClient',
  disconnectClient: 'countersign.disconnectClient',
  setUpModel: 'countersign.setUpModel',
  forgetModelKeys: 'countersign.forgetModelKeys',
  askNextStep: 'countersign.askNextStep',
  showRequest: 'countersign.showRequest',
  showLedger: 'countersign.showLedger',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** The sidebar's webview view. */
export const CARD_VIEW = 'countersign.card';
/** Offers the packaged MCP server to the editor. */
export const MCP_PROVIDER = 'countersign.mcp';
/** The tree of journal and checkpoints. */
export const RECORD_VIEW = 'countersign.record';
export const TERMINAL_NAME = 'Countersign';

/** Settings, all of a scope that no workspace can set. */
export const SETTINGS = {
  pauseSeconds: 'pauseSeconds',
  opPath: 'opPath',
  model: 'model',
  claudeModel: 'claude.model',
  claudeUrl: 'claude.url',
  endpointModel: 'endpoint.model',
  endpointUrl: 'endpoint.url',
  modelPrices: 'modelPrices',
  showRequests: 'showRequests',
} as const;
export const SETTINGS_SECTION = 'countersign';

/** Context keys for when-clauses. */
export const CONTEXTS = {
  presented: 'countersign.presented',
  running: 'countersign.running',
  ended: 'countersign.ended',
} as const;
