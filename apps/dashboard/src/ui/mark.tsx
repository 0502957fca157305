/** SORA's mark and name. */
export function Mark() {
  return (
    <span className="mark">
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true"><rect width="32" height="32" rx="8" /><path d="M6 17h5l3-8 5 15 3-7h4" /></svg>
      SORA
    </span>
  );
}
