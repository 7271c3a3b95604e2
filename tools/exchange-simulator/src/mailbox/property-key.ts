import { type XmlElement } from '../soap/xml-element';

/** The property sets that requests may call by a name (MS-OXPROPS 1.3.2; MS-OXWSXPROP 2.1.7, DistinguishedPropertySetType). */
const propertySets: Readonly<Record<string, string>> = {
  Address: '00062004-0000-0000-c000-000000000046',
  Appointment: '00062002-0000-0000-c000-000000000046',
  CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
  Common: '00062008-0000-0000-c000-000000000046',
  InternetHeaders: '00020386-0000-0000-c000-000000000046',
  Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
  PublicStrings: '00020329-0000-0000-c000-000000000046',
  Sharing: '00062040-0000-0000-c000-000000000046',
  Task: '00062003-0000-0000-c000-000000000046',
  UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
};

/** The key of a MAPI property by its tag, e.g. 0x0e07. */
export function tagKey(tag: number): string {
  return `tag:${tag}`;
}

/** The key of a named MAPI property; names of internet headers are told apart without regard to letter case. */
export function nameKey(set: keyof typeof propertySets, name: string): string {
  return `${propertySets[set] ?? set}:${set === 'InternetHeaders' ? name.toLowerCase() : name}`;
}

/**
 * One key for all the ways in which an `ExtendedFieldURI` may name the same MAPI property: its tag in decimal or hexadecimal, or a
 * property set by name or GUID together with a name or number.
 */
export function propertyKey(field: XmlElement): string {
  const tag = field.attribute('PropertyTag');
  if (tag !== undefined) return tagKey(Number(tag));
  const guid = field.attribute('PropertySetId')?.toLowerCase();
  const set =
    field.attribute('DistinguishedPropertySetId') ?? Object.keys(propertySets).find((name) => propertySets[name] === guid) ?? guid ?? '';
  return nameKey(set, field.attribute('PropertyName') ?? `#${Number(field.attribute('PropertyId'))}`);
}
