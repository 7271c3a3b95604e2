import { type SoapFault } from './errors';
import { namespaces } from './namespaces';
import { type ServerVersion } from './server-version';
import { escapeXml } from './xml-text';

/** The text around every answer of one server: it differs only by the version that the server says it is. */
export class Envelope {
  readonly opening: string;
  readonly closing = '</s:Body></s:Envelope>';

  constructor(version: ServerVersion) {
    const [major, minor, majorBuild, minorBuild] = version.build;
    this.opening =
      `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${namespaces.soap}"><s:Header>` +
      `<h:ServerVersionInfo xmlns:h="${namespaces.types}" MajorVersion="${major}" MinorVersion="${minor}"` +
      ` MajorBuildNumber="${majorBuild}" MinorBuildNumber="${minorBuild}" Version="${version.schema}"/></s:Header><s:Body>`;
  }

  /** The start tag of an operation's answer, declaring the prefixes `m` and `t`. */
  static answerTag(operation: string): string {
    return `<m:${operation}Response xmlns:m="${namespaces.messages}" xmlns:t="${namespaces.types}">`;
  }

  /** A whole SOAP fault, as Exchange words it. */
  fault(fault: SoapFault): string {
    const { summary, messageXml } = fault;
    const values = messageXml === '' ? '' : `<t:MessageXml xmlns:t="${namespaces.types}">${messageXml}</t:MessageXml>`;
    return (
      `${this.opening}<s:Fault><faultcode xmlns:a="${namespaces.types}">a:${fault.code}</faultcode>` +
      `<faultstring xml:lang="en-US">${escapeXml(fault.message)}</faultstring><detail>` +
      `<e:ResponseCode xmlns:e="${namespaces.errors}">${fault.code}</e:ResponseCode>` +
      `<e:Message xmlns:e="${namespaces.errors}">${escapeXml(summary)}</e:Message>${values}</detail></s:Fault>${this.closing}`
    );
  }
}
