/** Runs what it is given one after another, in the order of asking, whatever became of the one before. */
export function turns(): <Answer>(work: () => Answer | Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const answer = last.then(work);
    last = answer.catch(() => undefined);
    return answer;
  };
}
