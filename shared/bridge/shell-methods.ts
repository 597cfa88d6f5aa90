/**
 * Names of the shell's methods and events. The preload, a single small script, builds the page's API from
 * these without carrying the schemas; a test keeps them equal to `shellContract`.
 */
export const SHELL_METHODS = [
  'state',
  'setSettings',
  'recent',
  'openSample',
  'openRecent',
  'openDialog',
  'createDialog',
  'close',
  'chooseImport',
  'chooseImportFolder',
  'chooseExport',
  'chooseOpinions',
  'chooseBackground',
  'chooseOfflineArea',
  'choosePackage',
  'choosePackageTarget',
  'chooseExchange',
  'chooseExchangeTarget',
  'basemapScratch',
  'dropBasemapScratch',
  'chooseFieldPackage',
  'chooseFieldFolder',
  'openUnpacked',
  'dismissPackage',
  'chooseAttachments',
  'chooseEvidence',
  'chooseTrack',
  'chooseKey',
  'startPosition',
  'chooseRecording',
  'chooseTrackTarget',
  'grantStaging',
  'keepEvidence',
  'setTitle',
  'keptSketch',
  'keepSketch',
  'keptForm',
  'keepForm',
  'findingsCount',
  'window',
] as const;

export const SHELL_EVENTS = ['state', 'busy', 'failed'] as const;

/** Channel of one method or event between page and shell. */
export const shellChannel = (name: string): string => `lantu:shell:${name}`;
/** Channel on which ports to the services reach the preload, and the mark of the message that hands them on. */
export const PORT_CHANNEL = 'lantu:port';
export const PORT_MESSAGE = 'lantu:port';
export const PAGE_ORIGIN = 'app://lantu';
