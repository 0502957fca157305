import { CodeSnippet } from '../../ui/code-snippet.tsx';
import { Panel } from '../../ui/panel.tsx';

/** What to do so that something stands here. */
export function NoRulesSet() {
  return (
    <Panel title="No rules are set">
      <p className="empty">Say where your rules lie, and start the server again: they are scanned once a day, and whenever you ask.</p>
      <CodeSnippet code="SORA_FIRESTORE_RULES=firestore.rules SORA_STORAGE_RULES=storage.rules npm start" label="The settings that name the rules files" />
      <p className="empty">Without a server:</p>
      <CodeSnippet code="npm run -s sora -- rules prove firestore.rules" label="The command that proves a rules file" />
    </Panel>
  );
}

export function NeverScanned({ paths }: { readonly paths: readonly string[] }) {
  return <Panel title="Not scanned yet"><p className="empty breakable">{paths.join(' and ')}: the first scan comes within a day, or now.</p></Panel>;
}
