/**
 * How an account fares (`HealthState` of the contract), as SQL. Its two parameters: whose last sync is older is behind, and
 * `true`. An account whose provider does not receive has nothing to be behind with.
 */
export const healthState = `CASE
  WHEN phase = 'needs-attention' THEN 'needs-attention'
  WHEN phase IN ('paused', 'disconnected', 'deleting') THEN 'resting'
  WHEN error_code IS NOT NULL THEN 'delayed'
  WHEN phase = 'live' AND last_sync_at < ? AND provider_id IN (SELECT id FROM mail_provider WHERE receive = ?) THEN 'delayed'
  WHEN phase = 'live' THEN 'healthy'
  ELSE 'importing' END`;
