import { useSora } from './context.ts';

/** If who is looking may act and not only read; the server decides again. */
export function useMayOperate(): boolean {
  return useSora().who.role !== 'viewer';
}
