export { adminTokenPath } from './http/access/admin-token.ts';
export { describeSettings, readSettings, type SettingDescription, type Settings, SettingsError, settingsSchema } from './settings.ts';
export { createSora, migrateDatabase, type Sora, type SoraOptions } from './sora.ts';
export { isStartRefused, type StartRefusal, StartRefusedError } from './adapters/start-refused-error.ts';
