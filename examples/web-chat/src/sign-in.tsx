const people = ['alice', 'bob', 'carol'];

export function SignIn() {
  return (
    <main className="sign-in">
      <h1>Who are you?</h1>
      <p>Open this page in two tabs as two people, and try to make one of them lose a message.</p>
      <nav>{people.map((user) => <a key={user} href={`?user=${user}`}>{user}</a>)}</nav>
    </main>
  );
}
