import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { listCluster } from './cluster-files.ts';

test('a cluster is listed without what belongs to the running server, its folders kept, the control file last', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sora cluster '));
  const files = ['PG_VERSION', 'base/5/1249', 'base/5/pg_internal.init', 'base/pgsql_tmp/pgsql_tmp12.0', 'global/pg_control', 'pg_wal/000000010000000000000001', 'pg_replslot/s/state', 'pg_xact/0000', 'postmaster.pid', 'postmaster.opts'];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), file);
  }
  const parts = await listCluster(folder);
  expect(parts.map(({ path }) => path)).toEqual(['PG_VERSION', 'base', 'base/5', 'base/5/1249', 'global', 'pg_replslot', 'pg_wal', 'pg_xact', 'pg_xact/0000', 'global/pg_control']);
  await rm(folder, { recursive: true });
});
