import { displayNames } from './people';
import { messageProperties } from './message-properties';
import { dateTime, type ItemProperty } from './property';
import { escapeXml } from '../soap/xml-text';

const messageProperty = (uri: string): ItemProperty[] => messageProperties.filter((property) => property.uri === uri);

/** Properties of `PostItemType` (MS-OXWSPOST 2.2.4.1): some of a message's, in an order of their own. */
export const postItemProperties: readonly ItemProperty[] = [
  ...messageProperty('message:ConversationTopic'),
  ...messageProperty('message:From'),
  ...messageProperty('message:InternetMessageId'),
  ...messageProperty('message:IsRead'),
  {
    uri: 'postitem:PostedTime',
    since: 'Exchange2007_SP1',
    inDefault: true,
    write: (out, { source }) => void out.element('t:PostedTime', dateTime(source.receivedAt)),
  },
  ...messageProperty('message:References'),
  ...messageProperty('message:Sender'),
];

/** Properties of `ContactItemType` that can be told from a message: its subject is the name, its author's address the address. */
export const contactProperties: readonly ItemProperty[] = [
  { uri: 'contacts:FileAs', inDefault: true, write: (out, { summary }) => void out.element('t:FileAs', summary.subject) },
  { uri: 'contacts:DisplayName', inDefault: true, write: (out, { summary }) => void out.element('t:DisplayName', summary.subject) },
  {
    uri: 'contacts:EmailAddresses',
    inDefault: true,
    write: (out, { summary }) => {
      const address = summary.from[0]?.address ?? '';
      if (address !== '') out.raw(`<t:EmailAddresses><t:Entry Key="EmailAddress1">${escapeXml(address)}</t:Entry></t:EmailAddresses>`);
    },
  },
];

/** Properties of `DistributionListType`. */
export const distributionListProperties: readonly ItemProperty[] = [
  { uri: 'contacts:DisplayName', inDefault: true, write: (out, { summary }) => void out.element('t:DisplayName', summary.subject) },
  { uri: 'contacts:FileAs', inDefault: true, write: (out, { summary }) => void out.element('t:FileAs', summary.subject) },
];

/** Properties of `TaskType`. */
export const taskProperties: readonly ItemProperty[] = [
  { uri: 'task:IsComplete', inDefault: true, write: (out) => void out.element('t:IsComplete', false) },
  { uri: 'task:IsRecurring', write: (out) => void out.element('t:IsRecurring', false) },
  { uri: 'task:Owner', write: (out, { summary }) => void out.element('t:Owner', displayNames(summary.from)) },
  { uri: 'task:PercentComplete', inDefault: true, write: (out) => void out.element('t:PercentComplete', 0) },
  { uri: 'task:Status', inDefault: true, write: (out) => void out.element('t:Status', 'NotStarted') },
];
