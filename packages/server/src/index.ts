export { adminTokenPath } from './http/access/admin-token.ts';
export { describeSettings, readSettings, type SettingDescription, type Settings, SettingsError, settingsSchema } from './settings.ts';
export type { SoraOptions } from './compose/own-node.ts';
export { createSora, migrateDatabase, type Sora } from './sora.ts';
export { isStartRefused, type StartRefusal, StartRefusedError } from './adapters/start-refused-error.ts';
export { BackupRefusedError, isBackupRefused } from './adapters/postgres/backup/backup-refused-error.ts';
export { backupDatabase, copyDatabase, restoreDatabase } from './backup.ts';
