const works = new Set<() => void>();

process.once('exit', () => {
  for (const work of works) work();
});

/** Work for the end of this process, however many a test has; answers how to call it off. */
export function atExit(work: () => void): () => void {
  works.add(work);
  return () => {
    works.delete(work);
  };
}
