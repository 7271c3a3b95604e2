import { parseId } from '../mailbox/identifiers';
import { ResponseError } from '../soap/errors';
import { escapeXml } from '../soap/xml-text';
import { type Operation } from './operation';

const formats = ['EwsLegacyId', 'EwsId', 'EntryId', 'HexEntryId', 'StoreId', 'OwaId'];
const xsi = 'http://www.w3.org/2001/XMLSchema-instance';

/** ConvertId (MS-OXWSCVTID 3.1.4.1): this server has one form of ids, which it gives whatever format is asked for. */
export const convertId: Operation = {
  since: 'Exchange2007_SP1',
  run(request, { out }) {
    const format = request.requiredAttribute('DestinationFormat', formats);
    for (const source of request.required('SourceIds').children) {
      const id = source.requiredAttribute('Id');
      out.message('ConvertId', () => {
        if (parseId('item', id) === undefined && parseId('folder', id) === undefined) {
          throw new ResponseError('ErrorInvalidIdMalformed', 'Id is malformed.');
        }
        const mailbox = escapeXml(source.requiredAttribute('Mailbox'));
        out.raw(
          `<m:AlternateId xmlns:xsi="${xsi}" xsi:type="t:AlternateIdType" Format="${format}" Id="${escapeXml(id)}" Mailbox="${mailbox}"/>`,
        );
      });
    }
    return undefined;
  },
};
