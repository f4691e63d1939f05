const works = new Set<() => void>();

// The newest first: a program is killed before the directory goes that was made for it.
process.once('exit', () => {
  for (const work of [...works].reverse()) work();
});

/** Work for the end of this process, however many a test has; answers how to call it off. */
export function atExit(work: () => void): () => void {
  works.add(work);
  return () => {
    works.delete(work);
  };
}
