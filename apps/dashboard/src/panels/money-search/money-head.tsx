import type { MoneyRoute } from '../../app/money-route.ts';
import { formatRoute } from '../../app/route.ts';
import { Segments } from '../../ui/segments.tsx';
import { MoneySearch } from './money-search.tsx';

const pages = [{ page: 'overview', label: 'Overview' }, { page: 'conflicts', label: 'Conflicts' }, { page: 'verification', label: 'Verification' }] as const;

/** What stays while one looks around in the money: its name, the search and the ways to its parts. */
export function MoneyHead({ route }: { readonly route: MoneyRoute }) {
  const choices = pages.map(({ page, label }) => ({ label, href: formatRoute({ view: 'money', page }), current: route.page === page }));
  return (
    <>
      <header className="head">
        <h1>Money</h1>
        <p className="lead">Every account with all that ever moved it. No balance is kept that its postings do not add up to.</p>
      </header>
      <div className="controls page-controls">
        <MoneySearch key={route.page === 'find' ? route.text : ''} text={route.page === 'find' ? route.text : ''} />
        <Segments label="Money" choices={choices} />
      </div>
    </>
  );
}
