/** Stores run one after another, in their order; one that fails keeps all that come later from being run. */
export class StoreLine {
  private last: Promise<void> = Promise.resolve();

  /** @param otherwise is run in its place when it never is */
  add(store: () => Promise<void>, otherwise?: () => Promise<void>): Promise<void> {
    const giveUp = async (error: unknown): Promise<never> => {
      await otherwise?.();
      throw error;
    };
    this.last = awaitedLater(this.last.then(store, giveUp));
    return this.last;
  }

  /** Resolves when all that were added so far have run. @throws what the first that failed has thrown */
  done(): Promise<void> {
    return this.last;
  }

  /** Runs work that adds to a line of its own; when it ends, however it ends, nothing runs any more. */
  static async during<Result>(work: (line: StoreLine) => Promise<Result>): Promise<Result> {
    const line = new StoreLine();
    try {
      return await work(line);
    } finally {
      await line.done();
    }
  }
}

/** Until it is awaited, its failure is nobody's. */
export function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
