import { type Mailbox } from '../mailbox/mailbox';
import { writeMailbox } from '../properties/people';
import { ResponseError } from '../soap/errors';
import { escapeXml } from '../soap/xml-text';
import { type Operation, type OperationContext } from './operation';

/** The most candidates that an answer may have. */
const mostResolutions = 100;

/** ResolveNames (MS-OXWSRSLNM 3.1.4.1): whose name or address begins with the entry. More than one is a warning, none an error. */
export const resolveNames: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const full = request.requiredAttribute('ReturnFullContactData', ['true', 'false', '1', '0']);
    const entry = request.required('UnresolvedEntry').text.trim().toLowerCase();
    const found = [...context.store.all()].filter((mailbox) => isMeant(mailbox, entry)).slice(0, mostResolutions + 1);
    if (found.length > 1) {
      out.raw('<m:ResolveNamesResponseMessage ResponseClass="Warning">');
      out.refusal('ErrorNameResolutionMultipleResults', 'Multiple results were found.');
      writeResolutions(found, full === 'true' || full === '1', context);
      out.raw('</m:ResolveNamesResponseMessage>');
      return undefined;
    }
    out.message('ResolveNames', () => {
      if (found.length === 0) throw new ResponseError('ErrorNameResolutionNoResults', 'No results were found.');
      writeResolutions(found, full === 'true' || full === '1', context);
    });
    return undefined;
  },
};

function isMeant({ address, displayName }: Mailbox, entry: string): boolean {
  const wanted = entry.replace(/^smtp:/, '');
  return wanted !== '' && (address.toLowerCase().startsWith(wanted) || displayName.toLowerCase().startsWith(wanted));
}

function writeResolutions(found: readonly Mailbox[], full: boolean, { out }: OperationContext): void {
  const shown = found.slice(0, mostResolutions);
  out.raw(`<m:ResolutionSet TotalItemsInView="${shown.length}" IncludesLastItemInRange="${found.length === shown.length}">`);
  for (const { address, displayName } of shown) {
    out.raw('<t:Resolution>');
    writeMailbox(out, { name: displayName, address }, 'Mailbox');
    if (full) {
      out.raw('<t:Contact>').element('t:DisplayName', displayName);
      out.raw(`<t:EmailAddresses><t:Entry Key="EmailAddress1">SMTP:${escapeXml(address)}</t:Entry></t:EmailAddresses>`);
      out.raw('<t:ContactSource>ActiveDirectory</t:ContactSource></t:Contact>');
    }
    out.raw('</t:Resolution>');
  }
  out.raw('</m:ResolutionSet>');
}
