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
    const values = Object.entries(fault.values).map(([name, value]) => `<t:Value Name="${name}">${escapeXml(value)}</t:Value>`);
    const messageXml = values.length === 0 ? '' : `<t:MessageXml xmlns:t="${namespaces.types}">${values.join('')}</t:MessageXml>`;
    return (
      `${this.opening}<s:Fault><faultcode xmlns:a="${namespaces.types}">a:${fault.code}</faultcode>` +
      `<faultstring xml:lang="en-US">${escapeXml(fault.message)}</faultstring><detail>` +
      `<e:ResponseCode xmlns:e="${namespaces.errors}">${fault.code}</e:ResponseCode>` +
      `<e:Message xmlns:e="${namespaces.errors}">${escapeXml(fault.message)}</e:Message>${messageXml}</detail></s:Fault>${this.closing}`
    );
  }
}
