import { type AuditAction, type AuditChange, type AuditEntry, type AuditSubjectType, type AuditValue } from '@mailroom/contract';
import { authMethodLabel, serviceTypeLabel } from '../../i18n/labels';
import { formatCount, formatMoment } from '../../i18n/numbers';
import { unicodeDomain } from '../../i18n/unicode-domain';
import { loginFormats } from '../provider-form/login-formats';
import { auditFieldLabel } from './audit-field-label';

/** A longer value than this is a text or a certificate, of which the beginning is told. */
const longestValue = 120;

/** What happened, and to what kind of thing. */
export function auditActionLabel(action: AuditAction): string {
  switch (action) {
    case 'provider.created':
      return $localize`:@@mailroom.audit.provider.created:Email provider added`;
    case 'provider.changed':
      return $localize`:@@mailroom.audit.provider.changed:Email provider changed`;
    case 'provider.deleted':
      return $localize`:@@mailroom.audit.provider.deleted:Email provider deleted`;
    case 'provider-domain.added':
      return $localize`:@@mailroom.audit.provider-domain.added:Domain added`;
    case 'provider-domain.removed':
      return $localize`:@@mailroom.audit.provider-domain.removed:Domain removed`;
    case 'account.connected':
      return $localize`:@@mailroom.audit.account.connected:Email account connected`;
    case 'account.changed':
      return $localize`:@@mailroom.audit.account.changed:Email account changed`;
    case 'account.folders-changed':
      return $localize`:@@mailroom.audit.account.folders-changed:Folders of an email account changed`;
    case 'account.paused':
      return $localize`:@@mailroom.audit.account.paused:Email account paused`;
    case 'account.resumed':
      return $localize`:@@mailroom.audit.account.resumed:Email account resumed`;
    case 'account.disconnected':
      return $localize`:@@mailroom.audit.account.disconnected:Email account disconnected, its emails kept`;
    case 'account.deleted':
      return $localize`:@@mailroom.audit.account.deleted:Email account deleted with its emails`;
    case 'exchange-integration.changed':
      return $localize`:@@mailroom.audit.exchange-integration.changed:MS Exchange integration changed`;
  }
}

export function auditSubjectTypeLabel(type: AuditSubjectType): string {
  switch (type) {
    case 'provider':
      return $localize`:@@mailroom.audit.subject.provider:Email providers`;
    case 'provider-domain':
      return $localize`:@@mailroom.audit.subject.provider-domain:Email providers domains`;
    case 'account':
      return $localize`:@@mailroom.audit.subject.account:Email accounts`;
    case 'exchange-integration':
      return $localize`:@@mailroom.audit.subject.exchange-integration:MS Exchange integration`;
  }
}

/** What the change was about, by the name that people know it by. */
export function auditSubjectName({ subjectType, subjectName }: AuditEntry): string {
  return subjectType === 'provider-domain' ? unicodeDomain(subjectName) : subjectName;
}

/** A change for people: what, from what, to what. `from` and `to` are `null` for a secret, of which only this much is told. */
export function auditChangeText(action: AuditAction, change: AuditChange): { label: string; from: string | null; to: string | null } {
  const label = action === 'account.folders-changed' ? change.field : auditFieldLabel(change.field);
  if (change.isSecret) return { label, from: null, to: null };
  return { label, from: valueText(change.field, change.from), to: valueText(change.field, change.to) };
}

function valueText(field: string, value: AuditValue): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return $localize`:@@mailroom.audit.none:none`;
  if (typeof value === 'boolean') return value ? $localize`:@@mailroom.audit.on:on` : $localize`:@@mailroom.audit.off:off`;
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'string') return shortened(named(field, value));
  return shortened(value.map((item) => named(field, item)).join(', '));
}

function named(field: string, value: string): string {
  if (field === 'startDate') return formatMoment(value);
  if (field === 'domain' || field === 'domains') return unicodeDomain(value);
  if (field === 'serviceType' && isOneOf(['exchange', 'microsoft365', 'imap'], value)) return serviceTypeLabel(value);
  if (field === 'authMethod' && isOneOf(['basic', 'ntlm', 'oauth2'], value)) return authMethodLabel(value);
  if (field === 'loginFormat') return loginFormats().find((format) => format.value === value)?.label ?? value;
  return value;
}

function isOneOf<const Known extends string>(known: readonly Known[], value: string): value is Known {
  return known.some((candidate) => candidate === value);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
}
