// A backup in a process of its own, made to be killed. Arguments: data folder, file.
import { backupDatabase } from '../backup.ts';
import { readSettings } from '../settings.ts';

const [dataDir = '', file = ''] = process.argv.slice(2);
await backupDatabase(readSettings({ SORA_DATA_DIR: dataDir }), { file, portable: false, force: false, progress: console.error });
