import { isAtLeast, type ExchangeVersion } from '../soap/server-version';
import { type ResponseWriter } from '../soap/response-writer';
import { type XmlElement } from '../soap/xml-element';
import { writeItemExtendedProperties } from './extended-properties';
import { itemProperties } from './item-properties';
import { type ItemView } from './item-view';
import { type BodyType, type ItemProperty } from './property';

/** The base shapes of items and folders. */
export const baseShapes = ['IdOnly', 'Default', 'AllProperties'] as const;

/** ExtendedProperty stands between HasAttachments and EffectiveRights in the schema. */
const extendedPropertiesBefore = itemProperties.findIndex(({ uri }) => uri === 'item:EffectiveRights');

/** Which properties of items a request asks for; prepared once, then written for each item. */
export class ItemShape {
  private readonly before: readonly ItemProperty[];
  private readonly after: readonly ItemProperty[];
  private readonly extended: readonly XmlElement[];
  private readonly includesMime: boolean;
  private readonly bodyType: BodyType;

  /** `purpose` tells a listing, which has less to say of each item, from GetItem. @throws {SchemaViolation} */
  constructor(shape: XmlElement, version: ExchangeVersion, purpose: 'listing' | 'reading') {
    const base = shape.choice('BaseShape', baseShapes);
    const additional = shape.child('AdditionalProperties')?.children ?? [];
    const asked = new Set(additional.map((path) => path.attribute('FieldURI')));
    const isAsked = (property: ItemProperty): boolean =>
      (property.uri === 'item:ItemId' ||
        base === 'AllProperties' ||
        (base === 'Default' && property.inDefault === true) ||
        asked.has(property.uri)) &&
      (property.since === undefined || isAtLeast(version, property.since)) &&
      !(purpose === 'listing' && property.onlyInGetItem === true);
    this.before = itemProperties.slice(0, extendedPropertiesBefore).filter(isAsked);
    this.after = itemProperties.slice(extendedPropertiesBefore).filter(isAsked);
    this.extended = additional.filter(({ name }) => name === 'ExtendedFieldURI');
    this.includesMime = purpose === 'reading' && (shape.boolean('IncludeMimeContent') === true || asked.has('item:MimeContent'));
    this.bodyType = shape.child('BodyType') === undefined ? 'Best' : (shape.choice('BodyType', ['Best', 'HTML', 'Text']) as BodyType);
  }

  /** Writes a `t:Message`. */
  write(out: ResponseWriter, view: ItemView): void {
    out.raw('<t:Message>');
    if (this.includesMime) out.raw('<t:MimeContent CharacterSet="UTF-8">').base64(view.bytes).raw('</t:MimeContent>');
    for (const property of this.before) property.write(out, view, this.bodyType);
    writeItemExtendedProperties(out, view, this.extended);
    for (const property of this.after) property.write(out, view, this.bodyType);
    out.raw('</t:Message>');
  }
}
