import { escapeXml } from '../soap/xml-text';

/** The elements that a response and each part of it begin with (MS-OXWSADISC 2.2.4.1). */
export function status(code: string, message = ''): string {
  return `<ErrorCode>${code}</ErrorCode><ErrorMessage>${escapeXml(message)}</ErrorMessage>`;
}

/** What a user's response holds who is not found here: why, and where to ask instead. */
export function userStatus(code: string, message: string, redirect?: string): string {
  return `${status(code, message)}${redirectTarget(redirect)}<UserSettingErrors/><UserSettings/>`;
}

/** As {@link userStatus}, of a domain; the schema has another order. */
export function domainStatus(code: string, message: string, redirect?: string): string {
  return `${status(code, message)}<DomainSettingErrors/><DomainSettings/>${redirectTarget(redirect)}`;
}

/** The settings that are asked for of a user. */
export function userAnswer(asked: readonly string[], known: ReadonlyMap<string, string>): string {
  return `${status('NoError', 'No error.')}${redirectTarget(undefined)}${settings('User', 'StringSetting', asked, known)}`;
}

/** The settings that are asked for of a domain. */
export function domainAnswer(asked: readonly string[], known: ReadonlyMap<string, string>): string {
  return `${status('NoError', 'No error.')}${settings('Domain', 'DomainStringSetting', asked, known)}${redirectTarget(undefined)}`;
}

function settings(kind: 'User' | 'Domain', type: string, asked: readonly string[], known: ReadonlyMap<string, string>): string {
  const errors: string[] = [];
  const found: string[] = [];
  for (const name of asked) {
    const value = known.get(name);
    if (value !== undefined) {
      found.push(`<${kind}Setting i:type="${type}"><Name>${name}</Name><Value>${escapeXml(value)}</Value></${kind}Setting>`);
      continue;
    }
    const problem = status('SettingIsNotAvailable', `${kind} setting '${name}' is not available. `);
    errors.push(`<${kind}SettingError>${problem}<SettingName>${escapeXml(name)}</SettingName></${kind}SettingError>`);
  }
  return `<${kind}SettingErrors>${errors.join('')}</${kind}SettingErrors><${kind}Settings>${found.join('')}</${kind}Settings>`;
}

function redirectTarget(target: string | undefined): string {
  return target === undefined ? '<RedirectTarget i:nil="true"/>' : `<RedirectTarget>${escapeXml(target)}</RedirectTarget>`;
}
