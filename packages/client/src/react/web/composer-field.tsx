export interface ComposerFieldProps {
  readonly label: string;
  readonly text: string;
  readonly setText: (text: string) => void;
}

export function ComposerField({ label, text, setText }: ComposerFieldProps) {
  return <textarea aria-label={label} rows={3} value={text} onChange={(event) => { setText(event.target.value); }} />;
}
