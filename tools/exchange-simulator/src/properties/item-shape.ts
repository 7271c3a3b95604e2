import { itemKind, type ItemKind } from '../mailbox/item-class';
import { ResponseError } from '../soap/errors';
import { isAtLeast, type Versions } from '../soap/server-version';
import { type ResponseWriter } from '../soap/response-writer';
import { type XmlElement } from '../soap/xml-element';
import { writeItemExtendedProperties } from './extended-properties';
import { itemProperties } from './item-properties';
import { type ItemView } from './item-view';
import { hasFamily, propertiesOfKind, toldAs } from './kind-properties';
import { pathFamily } from '../soap/property-paths';
import { mimeContent } from './mime-content';
import { type BodyType, type ItemProperty } from './property';

/** The base shapes of items and folders. */
export const baseShapes = ['IdOnly', 'Default', 'AllProperties'] as const;

/** ExtendedProperty stands between HasAttachments and EffectiveRights in the schema. */
const extendedPropertiesBefore = itemProperties.findIndex(({ uri }) => uri === 'item:EffectiveRights');

const mimePath = 'item:MimeContent';

/** What is written of items of one kind. */
interface KindShape {
  readonly element: string;
  readonly before: readonly ItemProperty[];
  readonly after: readonly ItemProperty[];
  /** A path that was asked for and that items of this kind cannot have. */
  readonly foreignPath: string | undefined;
}

/** Which properties of items a request asks for; prepared once, then written for each item. */
export class ItemShape {
  private readonly base: string;
  private readonly asked: ReadonlySet<string>;
  private readonly extended: readonly XmlElement[];
  private readonly asksForMime: boolean;
  private readonly includesMime: boolean;
  private readonly bodyType: BodyType;
  private readonly kinds = new Map<ItemKind, KindShape>();

  /** `purpose` tells a listing, which has less to say of each item, from GetItem. @throws {SoapFault} */
  constructor(
    shape: XmlElement,
    private readonly versions: Versions,
    private readonly purpose: 'listing' | 'reading',
  ) {
    this.base = shape.choice('BaseShape', baseShapes);
    const additional = shape.child('AdditionalProperties')?.children ?? [];
    this.asked = new Set(additional.flatMap((path) => path.attribute('FieldURI') ?? []));
    this.extended = additional.filter(({ name }) => name === 'ExtendedFieldURI');
    this.asksForMime = shape.boolean('IncludeMimeContent') === true;
    this.includesMime = purpose === 'reading' && (this.asksForMime || this.asked.has(mimePath));
    this.bodyType = shape.child('BodyType') === undefined ? 'Best' : (shape.choice('BodyType', ['Best', 'HTML', 'Text']) as BodyType);
  }

  /**
   * To be called before anything is listed. FindItem refuses what only GetItem has: MIME, bodies, attachments, recipients.
   * SyncFolderItems refuses but the element for MIME (MS-OXWSSYNC_R3787): exchangelib asks it for all properties by their paths.
   * @throws {ResponseError} ErrorInvalidPropertyForOperation
   */
  checkListing(operation: 'FindItem' | 'SyncFolderItems'): void {
    const paths = operation === 'FindItem' ? [...this.asked] : [];
    const refused = this.asksForMime ? mimePath : paths.find((uri) => uri === mimePath || onlyInGetItem.has(uri));
    if (refused === undefined) return;
    throw new ResponseError('ErrorInvalidPropertyForOperation', `The property ${refused} is not valid for this operation.`);
  }

  /**
   * Writes the item as the element of its class. What such an item cannot have is left out; GetItem refuses it in the versions of
   * Exchange 2007 (seen by exchangelib, which asks for the properties of all kinds at once).
   * @throws {ResponseError} ErrorInvalidPropertyRequest
   */
  write(out: ResponseWriter, view: ItemView): void {
    const kind = toldAs(itemKind(view.itemClass), this.versions.version);
    const { element, before, after, foreignPath } = this.kinds.get(kind) ?? this.prepare(kind);
    if (foreignPath !== undefined && this.purpose === 'reading' && !isAtLeast(this.versions.version, 'Exchange2010')) {
      throw new ResponseError('ErrorInvalidPropertyRequest', `The property ${foreignPath} is not valid for this object type.`);
    }
    out.raw(`<${element}>`);
    if (this.includesMime) {
      out
        .raw('<t:MimeContent CharacterSet="UTF-8">')
        .base64(mimeContent(view, kind, this.versions.server))
        .raw('</t:MimeContent>');
    }
    for (const property of before) property.write(out, view, this.bodyType);
    writeItemExtendedProperties(out, view, this.extended);
    for (const property of after) property.write(out, view, this.bodyType);
    out.raw(`</${element}>`);
  }

  private prepare(kind: ItemKind): KindShape {
    const isAsked = (property: ItemProperty): boolean => this.isAsked(property);
    const shape: KindShape = {
      element: `t:${kind}`,
      before: itemProperties.slice(0, extendedPropertiesBefore).filter(isAsked),
      after: [...itemProperties.slice(extendedPropertiesBefore), ...propertiesOfKind(kind)].filter(isAsked),
      foreignPath: [...this.asked].find((uri) => !hasFamily(kind, pathFamily(uri))),
    };
    this.kinds.set(kind, shape);
    return shape;
  }

  private isAsked(property: ItemProperty): boolean {
    const { uri, since } = property;
    const isInBase =
      uri === 'item:ItemId' ||
      (this.base === 'AllProperties' && property.onlyWhenAsked !== true) ||
      (this.base === 'Default' && property.inDefault === true);
    return (
      (isInBase || this.asked.has(uri)) &&
      (since === undefined || isAtLeast(this.versions.version, since)) &&
      !(this.purpose === 'listing' && property.onlyInGetItem === true)
    );
  }
}

/** Meeting requests have the properties of messages and those of calendar items. */
const onlyInGetItem: ReadonlySet<string> = new Set(
  [...itemProperties, ...propertiesOfKind('MeetingRequest')].filter((property) => property.onlyInGetItem).map(({ uri }) => uri),
);
