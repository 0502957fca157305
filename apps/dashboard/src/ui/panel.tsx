import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** A titled part of the page. */
export function Panel({ title, note, children }: Props) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head"><h2 id={id}>{title}</h2>{note !== undefined && <span className="note">{note}</span>}</header>
      {children}
    </section>
  );
}
