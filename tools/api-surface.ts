import { publishedPackages } from './api-surface/packages.ts';
import { publicSurface } from './api-surface/public-surface.ts';
import { writeOrCheck } from './lib/generated.ts';

writeOrCheck(publishedPackages().map((one) => ({ path: `docs/api/${one.folder.split('/').at(-1)}.txt`, text: publicSurface(one) })), 'npm run api, then review the change of docs/api as you would review code');
