/**
 * For what a journey starts: it ends when the journey does, the last first, and also where a later start has failed. A program
 * left running would keep Jest from ending.
 */
export function endAfterwards(): <Thing extends { stop(): Promise<void> }>(thing: Thing) => Thing {
  const started: { stop(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const thing of started.reverse()) await thing.stop();
  });
  return (thing) => {
    started.push(thing);
    return thing;
  };
}
