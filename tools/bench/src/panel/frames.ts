/** An event of Chromium's trace, as far as frames are told by it; `ts` in microseconds. */
export interface TraceEvent {
  name: string;
  ts: number;
}

export interface Scrolled {
  frames: number;
  framesPerSecond: number;
  /** Frames that came more than 1/30 s after the one before: what an eye sees as a jerk. */
  lateFrames: number;
}

/** The frames of a trace: `DrawFrame` is one that reached the screen. */
export function framesOf(events: readonly TraceEvent[]): Scrolled {
  const times = events.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts / 1_000);
  times.sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return {
    frames: times.length,
    framesPerSecond: span === 0 ? 0 : (gaps.length / span) * 1_000,
    lateFrames: gaps.filter((gap) => gap > 1_000 / 30).length,
  };
}
