/** Texts that several screens share. */
export const common: Record<string, string> = {
  'mailroom.problem.offline.title': 'Keine Verbindung',
  'mailroom.problem.offline.detail': 'Der Server des CRM ist nicht erreichbar.',
  'mailroom.problem.offline.remedy': 'Prüfen Sie Ihre Netzwerkverbindung und versuchen Sie es erneut.',
  'mailroom.problem.unexpected.title': 'Etwas ist schiefgegangen',
  'mailroom.problem.unexpected.detail': 'Der Server des CRM hat unverständlich geantwortet (Status {$status}).',
  'mailroom.problem.unexpected.remedy': 'Versuchen Sie es gleich noch einmal. Bleibt es dabei, wenden Sie sich an Ihre Administration.',
};
