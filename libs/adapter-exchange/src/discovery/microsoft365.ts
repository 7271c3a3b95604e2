/** Where Microsoft's clouds serve Exchange Web Services, by the names that their Autodiscover has. */
const clouds: readonly (readonly [host: RegExp, serviceAddress: string])[] = [
  [/(^|\.)(outlook|office365|office)\.com$/, 'outlook.office365.com'],
  [/(^|\.)office365\.us$/, 'outlook.office365.us'],
  [/(^|\.)partner\.outlook\.cn$/, 'partner.outlook.cn'],
];

/** The service address of the cloud that a host belongs to; `null` when it belongs to none. */
export function microsoft365Address(host: string): string | null {
  return clouds.find(([names]) => names.test(host.toLowerCase()))?.[1] ?? null;
}

export function isMicrosoft365(host: string): boolean {
  return microsoft365Address(host) !== null;
}
