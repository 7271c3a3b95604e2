/**
 * The email provider that stands for the server of the organisation's Exchange integration. There is one at most; it is set up by the
 * integration's settings, and is none of those that are listed, chosen, changed or deleted as email providers.
 */
export const ORGANISATION_PROVIDER_ID = '00000000-0000-7000-8000-000000000001';
