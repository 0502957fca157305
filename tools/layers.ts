import { checkLayers } from './layers/check-layers.ts';
import { architecturePage } from './layers/picture.ts';
import { writeOrCheck } from './lib/generated.ts';
import { repositoryRoot } from './lib/repository.ts';

const { moduleCount, edgeCount, violations } = await checkLayers(repositoryRoot);
console.log(`${moduleCount} modules, ${edgeCount} imports, ${violations.length} violations`);
writeOrCheck([architecturePage()], 'npm run layers');
if (violations.length > 0) {
  console.error(violations.join('\n'));
  process.exitCode = 1;
}
