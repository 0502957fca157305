/** What is left when even the fallback fails. */
export function PlainText({ text }: { readonly text: string }) {
  return <p role="status">{text}</p>;
}
