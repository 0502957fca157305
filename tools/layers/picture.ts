import type { GeneratedFile } from '../lib/generated.ts';
import { readText } from '../lib/repository.ts';
import { zones } from './import-law.ts';

const begin = '<!-- layer picture: written by `npm run layers` from tools/layers/import-law.ts -->';
const end = '<!-- end of the layer picture -->';

/** The import law as a picture: an arrow means "may import"; what no arrow allows is refused. */
export function layerPicture(): string {
  const shown = zones.filter((zone) => zone.offPicture === undefined);
  const id = (name: string) => name.replace('/', '_');
  return [
    '```mermaid',
    'flowchart TD',
    ...shown.map((zone) => `  ${id(zone.name)}["${zone.name}<br/>${zone.about}"]`),
    ...shown.flatMap((zone) => zone.mayImport.map((target) => `  ${id(zone.name)} --> ${id(target)}`)),
    '```',
  ].join('\n');
}

/** ARCHITECTURE.md with the picture between its markers. */
export function architecturePage(): GeneratedFile {
  const text = readText('ARCHITECTURE.md');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`ARCHITECTURE.md needs the lines "${begin}" and "${end}"`);
  return { path: 'ARCHITECTURE.md', text: `${text.slice(0, from)}${begin}\n${layerPicture()}\n${text.slice(to)}` };
}
