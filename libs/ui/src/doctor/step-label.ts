import { type DiagnosisStep } from '@mailroom/contract';

/** What a step of the set-up doctor is called on the screens. */
export function stepLabel(step: DiagnosisStep): string {
  switch (step) {
    case 'dns':
      return $localize`:@@mailroom.doctor.dns:Find the server (DNS)`;
    case 'tls':
      return $localize`:@@mailroom.doctor.tls:Connect securely (TLS)`;
    case 'autodiscover':
      return $localize`:@@mailroom.doctor.autodiscover:Ask Autodiscover`;
    case 'authentication':
      return $localize`:@@mailroom.doctor.authentication:Sign in`;
    case 'impersonation':
      return $localize`:@@mailroom.doctor.impersonation:Act for other users (impersonation)`;
    case 'folders':
      return $localize`:@@mailroom.doctor.folders:Read the folders`;
    case 'send':
      return $localize`:@@mailroom.doctor.send:Send emails`;
  }
}
