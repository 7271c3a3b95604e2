/** The communication panel and a contact's emails. */
export const panel: Record<string, string> = {};
