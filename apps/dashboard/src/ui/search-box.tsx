import { useState } from 'react';

interface Props {
  /** What it begins with. */
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly longest: number;
  readonly find: (typed: string) => void;
}

export function SearchBox({ text, label, placeholder, longest, find }: Props) {
  const [typed, type] = useState(text);
  function submit(event: React.SubmitEvent): void {
    event.preventDefault();
    find(typed);
  }
  return (
    <search>
      <form className="search-box" onSubmit={submit}>
        <input type="search" aria-label={label} placeholder={placeholder} value={typed} onChange={(event) => type(event.target.value)} maxLength={longest} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <button className="button">Find</button>
      </form>
    </search>
  );
}
