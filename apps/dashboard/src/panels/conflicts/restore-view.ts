import type { BothValues, LostValue } from '../../api/documents-api.ts';

export interface RestoreView {
  readonly lost: { readonly label: string; readonly value: string };
  readonly standing: { readonly label: string; readonly value: string };
  readonly mayRestore: boolean;
  /** Why there is nothing to restore. */
  readonly because?: string;
}

export function restoreView({ version }: Pick<LostValue, 'version'>, { lost, standing }: BothValues): RestoreView {
  const shown = {
    lost: { label: `Lost: version ${version}${lost === undefined ? '' : `, by ${lost.actor.name ?? lost.actor.id}`}`, value: lost === undefined ? 'gone' : valueWords(lost.value) },
    standing: { label: standing === undefined ? 'Stands now' : `Stands now: version ${standing.version}`, value: valueWords(standing?.value) },
  };
  const because = whyNot({ lost, standing });
  return because === undefined ? { ...shown, mayRestore: true } : { ...shown, mayRestore: false, because };
}

function whyNot({ lost, standing }: BothValues): string | undefined {
  if (lost === undefined) return 'It was erased with the document of its writer.';
  return JSON.stringify(lost.value) === JSON.stringify(standing?.value) ? 'This value stands.' : undefined;
}

/** Text as it is, what is no text as JSON. */
function valueWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}
