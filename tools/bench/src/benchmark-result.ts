/** What a benchmark found: for people, and for programs. */
export interface BenchmarkResult {
  /** Markdown. */
  text: string;
  figures: Record<string, unknown>;
}
