/** Ways to authenticate: RFC 7617; NTLM over HTTP (MS-NTHT); RFC 4559, here with NTLM messages only; RFC 6750. */
export const authenticationSchemes = ['basic', 'ntlm', 'negotiate', 'bearer'] as const;

/** One of {@link authenticationSchemes}. */
export type AuthenticationScheme = (typeof authenticationSchemes)[number];
