/** Preloaded into a started program (`node --require`): answers `usage` messages with what the process has used. */
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // `maxRSS` is in kilobytes on every platform.
  process.send?.({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakRssBytes: maxRSS * 1024 });
});
