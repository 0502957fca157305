import { useState } from 'react';
import { ComposerField, FallbackBox } from './elements.ts';
import { useStability } from './stability-context.ts';
import { useComposer } from './use-composer.ts';

/** Beyond these a fallback is no place to write in; the texts are kept all the same. */
const maxFields = 5;

export interface FallbackProps {
  /** Fit for the user. */
  readonly message: string;
  readonly retry: () => void;
  /** The chat whose text stays editable; without it, of every chat that has one. */
  readonly chatId?: string | undefined;
}

/** Stands where a screen failed: says so calmly, and lets the user go on writing. */
export function BoundaryFallback({ message, retry, chatId }: FallbackProps) {
  const { drafts, texts, nonce } = useStability();
  // Asked once, so that a field does not go away when the user empties it.
  const [chatIds] = useState(() => (chatId === undefined ? Object.keys(drafts?.all() ?? {}).slice(0, maxFields) : [chatId]));
  return (
    <FallbackBox message={message} retryText={texts.retry} retry={retry} nonce={nonce}>
      {chatIds.map((id) => <KeptComposer key={id} chatId={id} label={texts.composer} />)}
    </FallbackBox>
  );
}

function KeptComposer({ chatId, label }: { readonly chatId: string; readonly label: string }) {
  const { text, setText } = useComposer(chatId);
  return <ComposerField label={label} text={text} setText={setText} />;
}
